package chaincode

import (
	"encoding/json"
	"fmt"

	"origo/certificate/registry"
)

// emit announces a change to whoever follows the channel.
func (c *call) emit(name string, payload any) error {
	raw, err := json.Marshal(payload)
	if err != nil {
		return fmt.Errorf("announce %s: %w", name, err)
	}
	if err := c.stub.SetEvent(name, raw); err != nil {
		return fmt.Errorf("announce %s: %w", name, err)
	}
	return nil
}

// announceTrust tells which record of the trust registry changed.
func (c *call) announceTrust(at address) error {
	return c.emit(registry.EventTrust, registry.TrustChange{Kind: at.kind, Key: append([]string{}, at.parts...)})
}

// keep stores a record of the trust registry in the care of the caller's
// country, and announces it.
func (c *call) keep(at address, record any, exists bool) error {
	if err := c.save(at, record, c.issuersOf(c.party), exists); err != nil {
		return err
	}
	return c.announceTrust(at)
}
