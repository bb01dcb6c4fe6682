// Package clearance assesses a certificate of origin that was presented for an import: is it genuine, does it still
// stand, is it in time, and is enough of it left? Every answer is a finding with its citation, its inputs and what was
// computed; the verdict follows from the findings by fixed rules.
//
// Assess is a pure function of Facts. It has no clock, network or file, so the same facts give the same bytes, and a
// decision can be replayed years later. Gather collects the facts through the registry port; a Bundle serves them
// without any network.
//
// Checks are small units in a list, one legal requirement each. Three outcomes matter: met, not_met, and cannot_tell,
// which says what evidence would tell. A ledger that cannot be reached is never a reason to refuse.
package clearance
