package client

import "fmt"

// Unavailable says that the ledger could not be reached, did not answer in time or gave an answer that could not be
// understood. Nothing was changed, and nothing is said about any certificate: try again.
type Unavailable struct {
	Doing string // what was being attempted, for people
	Cause error
}

// Error says what was being done and why it failed.
func (e *Unavailable) Error() string {
	return fmt.Sprintf("ledger unavailable while %s: %v", e.Doing, e.Cause)
}

// Unwrap gives the cause.
func (e *Unavailable) Unwrap() error { return e.Cause }

// Unknown says that a transaction was handed over for ordering and its fate was not learned: it may be on the ledger,
// may still get there, or may be lost. Connection.Resolve asks again. Repeating the same request is safe too, because
// every write of the contract is idempotent by its content.
type Unknown struct {
	Transaction string
	Cause       error
}

// Error names the transaction whose fate is not known.
func (e *Unknown) Error() string {
	return fmt.Sprintf("outcome of transaction %s is not known: %v", e.Transaction, e.Cause)
}

// Unwrap gives the cause.
func (e *Unknown) Unwrap() error { return e.Cause }

// Conflict says that a submission lost a race against another transaction and changed nothing. A Ledger reports it;
// the registries of a Connection repeat the submission and return a Conflict to nobody.
type Conflict struct {
	Transaction string
	Cause       error // a *registry.Refusal when another organisation's peer refused what our own accepted
}

// Error names the transaction that lost.
func (e *Conflict) Error() string {
	return fmt.Sprintf("transaction %s was overtaken by another: %v", e.Transaction, e.Cause)
}

// Unwrap gives the cause.
func (e *Conflict) Unwrap() error { return e.Cause }

// Invalid says that a transaction was ordered and recorded as invalid, so it changed nothing. Code is Fabric's
// validation code, such as ENDORSEMENT_POLICY_FAILURE; sending the same again will not help.
type Invalid struct {
	Receipt
	Code string
}

// Error names the transaction and its validation code.
func (e *Invalid) Error() string {
	return fmt.Sprintf("transaction %s in block %d is invalid: %s", e.Transaction, e.Block, e.Code)
}
