package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/cmd/origo/internal/apiclient"
	"origo/cmd/origo/internal/site"
)

// arrival is what an organisation's own peer is waited for to know: blocks reach the peers one after the other.
type arrival struct {
	site        *site.Site
	officer     string // the organisation whose peer it is
	certificate *certificate.Document
	status      registry.Status
}

// arrivalWithin bounds the wait; a block is at another organisation's peer in a fraction of it.
const arrivalWithin = 10 * time.Second

// await asks again and again until the peer knows.
func (a arrival) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, arrivalWithin)
	defer cancel()
	c, err := a.site.As(a.officer, registry.RoleCustoms)
	if err != nil {
		return err
	}
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		known, err := a.known(ctx, c)
		if err != nil || known {
			return err
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return fmt.Errorf("wait until %s has %s as %s: %w", a.officer, a.certificate.ID(), a.status, ctx.Err())
		}
	}
}

func (a arrival) known(ctx context.Context, c *apiclient.Client) (bool, error) {
	record, err := c.Record(ctx, apiclient.Target{ID: a.certificate.ID(), Agreement: a.certificate.Agreement})
	var problem *apiclient.Problem
	if errors.As(err, &problem) && problem.Status == http.StatusNotFound {
		return false, nil
	}
	return err == nil && record.Status == a.status, err
}
