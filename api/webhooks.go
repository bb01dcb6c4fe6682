package api

import (
	"context"
	"errors"

	"origo/api/identity"
	"origo/api/readmodel"
	"origo/api/webhook"
	"origo/api/wire"
)

// hooks gives the subscriptions; a fault where the server runs without a read
// model, whose events they tell.
func (s *Server) hooks() (*webhook.Hooks, error) {
	if s.Webhooks == nil {
		return nil, fault{code: codeNoModel}
	}
	return s.Webhooks, nil
}

// CreateWebhook subscribes an address to events from now on, or from a position.
func (s *Server) CreateWebhook(ctx context.Context, r wire.CreateWebhookRequestObject) (wire.CreateWebhookResponseObject, error) {
	h, err := s.hooks()
	if err != nil {
		return nil, err
	}
	person, _ := identity.From(ctx)
	order := webhook.Order{URL: r.Body.Url, Types: given(r.Body.Types), By: person.Name}
	if r.Body.Position == nil {
		order.From, err = h.Model.Now(ctx)
	} else if order.From, err = readmodel.ParsePosition(*r.Body.Position); err != nil {
		return nil, fault{code: codeField, pointer: "/position", detail: err.Error()}
	}
	if err != nil {
		return nil, s.noModel(ctx, err)
	}
	subscription, secret, err := h.Create(ctx, order)
	if err != nil {
		return nil, s.refusedHook(ctx, err)
	}
	return wire.CreateWebhook201JSONResponse{Subscription: subscription, Secret: secret}, nil
}

// refusedHook tells what is wrong with an order.
func (s *Server) refusedHook(ctx context.Context, err error) error {
	switch {
	case errors.Is(err, webhook.ErrAddress):
		return fault{code: codeField, pointer: "/url", detail: err.Error()}
	case errors.Is(err, webhook.ErrType):
		return fault{code: codeField, pointer: "/types", detail: err.Error()}
	case errors.Is(err, webhook.ErrFull):
		return fault{code: codeManyHooks}
	default:
		return s.noModel(ctx, err)
	}
}

// ListWebhooks lists subscriptions and how their delivery stands.
func (s *Server) ListWebhooks(ctx context.Context, _ wire.ListWebhooksRequestObject) (wire.ListWebhooksResponseObject, error) {
	h, err := s.hooks()
	if err != nil {
		return nil, err
	}
	list, err := h.List(ctx)
	return wire.ListWebhooks200JSONResponse(present(list)), s.noModel(ctx, err)
}

// DeleteWebhook ends a subscription; doing so again changes nothing.
func (s *Server) DeleteWebhook(ctx context.Context, r wire.DeleteWebhookRequestObject) (wire.DeleteWebhookResponseObject, error) {
	h, err := s.hooks()
	if err != nil {
		return nil, err
	}
	return wire.DeleteWebhook204Response{}, s.noModel(ctx, h.Delete(ctx, r.Id))
}
