package chaincode

import (
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
)

// Bounds of a use.
const (
	maxDeclaration = 80   // characters of a declaration number, or of the name of a certificate
	maxOfficer     = 64   // characters of a service number
	maxGrounds     = 200  // grounds of one decision
	maxWords       = 2000 // bytes of an explanation
)

// checkUse refuses decisions that do not say what they must.
func (c *call) checkUse(id certificate.ID, asked registry.UseRequest) error {
	switch {
	case asked.Certificate != id:
		return malformed("certificate")
	case !isDeclaration(asked.Declaration):
		return malformed("declaration")
	case !isLine(asked.Officer, maxOfficer):
		return malformed("officer")
	case asked.Assessment != "" && !isFingerprint(asked.Assessment):
		return malformed("assessment")
	case asked.DecidedOn.IsZero():
		return malformed("decided_on")
	case asked.DecidedOn.After(c.today().AddDays(1)):
		return registry.Refuse(registry.TimeImplausible, "field", "decided_on")
	}
	if err := checkOutcome(asked); err != nil {
		return err
	}
	if asked.Outcome == registry.Reexported && !c.isOnward(asked.Declaration) {
		return malformed("declaration")
	}
	if err := checkLines(asked.Lines); err != nil {
		return err
	}
	return checkGrounds(asked.Grounds)
}

// checkOutcome holds lines and grounds to the outcome: what is accepted is
// debited, what is refused has a reason.
func checkOutcome(asked registry.UseRequest) error {
	debits, reasons := len(asked.Lines) > 0, len(asked.Grounds) > 0
	switch asked.Outcome {
	case registry.Accepted, registry.Reexported:
		if !debits {
			return malformed("lines")
		}
		if reasons {
			return malformed("grounds")
		}
		return nil
	case registry.AcceptedInPart:
		if !debits {
			return malformed("lines")
		}
	case registry.Refused:
		if debits {
			return malformed("lines")
		}
	default:
		return malformed("outcome")
	}
	if !reasons {
		return registry.Refuse(registry.GroundsRequired)
	}
	return nil
}

// isOnward reports whether a text names a certificate that the caller's country may issue on this ledger.
func (c *call) isOnward(name string) bool {
	id, err := certificate.ParseID(name)
	return err == nil && id.Country == c.party.Country && slices.Contains(id.Form.Agreements(), c.membership.Agreement)
}

// checkLines wants every item once, with a quantity above zero.
func checkLines(lines []registry.UseLine) error {
	seen := make([]int, 0, len(lines))
	for _, line := range lines {
		if line.Quantity.Sign() <= 0 {
			return registry.Refuse(registry.QuantityNotPositive, "item", decimal(line.Item))
		}
		seen = append(seen, line.Item)
	}
	if len(lines) > certificate.MaxItems || hasDuplicates(seen) {
		return malformed("lines")
	}
	return nil
}

func checkGrounds(grounds []registry.Ground) error {
	if len(grounds) > maxGrounds {
		return malformed("grounds")
	}
	for _, g := range grounds {
		if !isName(g.Code) || !isLine(g.Citation, maxWords) || g.Text != "" && !isLine(g.Text, maxWords) {
			return malformed("grounds")
		}
	}
	return nil
}

func checkReversal(id certificate.ID, asked registry.ReverseRequest) error {
	switch {
	case asked.Certificate != id:
		return malformed("certificate")
	case !isDeclaration(asked.Declaration):
		return malformed("declaration")
	case !isLine(asked.Officer, maxOfficer):
		return malformed("officer")
	case !isLine(asked.Reason, maxWords):
		return malformed("reason")
	}
	return nil
}

func isDeclaration(s string) bool { return len(s) <= maxDeclaration && isPrintable(s, ' ') }
