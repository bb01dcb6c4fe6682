package readmodel

import (
	"fmt"

	"origo/certificate"
	"origo/certificate/registry"
)

// CloudEvent is an event as other systems get it: CloudEvents 1.0, structured
// JSON. Source and ID together name it for good, whoever delivers it and however
// often.
type CloudEvent struct {
	SpecVersion     string           `json:"specversion"`
	ID              string           `json:"id"`
	Source          string           `json:"source"`
	Type            string           `json:"type"`
	Subject         string           `json:"subject"`
	Time            registry.Instant `json:"time"`
	DataContentType string           `json:"datacontenttype"`
	Position        string           `json:"position"` // from where to go on after this event
	Data            EventData        `json:"data"`
}

// EventData is what happened, with nothing commercial in it. Amounts and
// declarations are read from the certificate's account by those who may.
type EventData struct {
	Agreement   certificate.Agreement `json:"agreement"`
	Certificate *certificate.ID       `json:"certificate,omitempty"` // not for a case
	Case        string                `json:"case,omitempty"`
	Status      registry.Status       `json:"status,omitempty"`
	Block       uint64                `json:"block"`
	Transaction string                `json:"transaction"`
}

// CloudEvent puts an event into the form for other systems; the position is the
// one after it.
func (e Event) CloudEvent(after Position) CloudEvent {
	data := EventData{Agreement: e.Agreement, Case: e.Case, Status: e.Status, Block: e.Block, Transaction: e.Transaction}
	if e.Case == "" {
		data.Certificate = &e.Certificate
	}
	return CloudEvent{
		SpecVersion: "1.0", ID: fmt.Sprintf("%d-%d", e.Block, e.Index), Source: "urn:origo:ledger:" + string(e.Agreement),
		Type: e.Name, Subject: e.subject(), Time: e.At, DataContentType: "application/json", Position: after.String(),
		Data: data,
	}
}
