package client

import (
	"errors"
	"strings"

	gw "github.com/hyperledger/fabric-gateway/pkg/client"
	"github.com/hyperledger/fabric-protos-go-apiv2/gateway"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"origo/certificate/registry"
)

// evaluationError is what a failed evaluation means: a refusal by the contract, or no answer. A contract that is down
// answers "error in simulation" and has refused nothing.
func evaluationError(function string, err error) error {
	if refusal, ok := refusalIn(err, ""); ok {
		return refusal
	}
	return &Unavailable{Doing: "evaluating " + function, Cause: err}
}

// endorsementError is what a failed endorsement means. A refusal by our own peer is final. Where our peer agreed and
// another refused or computed something else, one of them lags behind a block: a conflict, to be tried again.
func endorsementError(function, own string, err error) error {
	if refusal, ok := refusalIn(err, own); ok {
		return refusal
	}
	if refusal, ok := refusalIn(err, ""); ok {
		return &Conflict{Transaction: transactionOf(err), Cause: refusal}
	}
	if disagreement(err) {
		return &Conflict{Transaction: transactionOf(err), Cause: err}
	}
	return &Unavailable{Doing: "collecting endorsements for " + function, Cause: err}
}

// refusalIn finds the contract's refusal in a gateway error, among the answers of the organisation's peers or of any
// peer if no organisation is given.
func refusalIn(err error, organisation string) (*registry.Refusal, bool) {
	for _, detail := range details(err) {
		if organisation != "" && detail.GetMspId() != organisation {
			continue
		}
		if refusal, ok := registry.ParseRefusal(detail.GetMessage()); ok {
			return refusal, true
		}
	}
	if organisation != "" {
		return nil, false
	}
	return registry.ParseRefusal(status.Convert(err).Message())
}

// mismatch is how the gateway words endorsing peers that computed different results.
const mismatch = "ProposalResponsePayloads do not match"

func disagreement(err error) bool {
	for _, detail := range details(err) {
		if strings.Contains(detail.GetMessage(), mismatch) {
			return true
		}
	}
	return false
}

// details lists what single peers or orderers said.
func details(err error) []*gateway.ErrorDetail {
	var said []*gateway.ErrorDetail
	for _, detail := range status.Convert(err).Details() {
		if d, ok := detail.(*gateway.ErrorDetail); ok {
			said = append(said, d)
		}
	}
	return said
}

func transactionOf(err error) string {
	var e *gw.TransactionError
	if errors.As(err, &e) {
		return e.TransactionID
	}
	return ""
}

// neverOrdered tells whether a failed submission certainly reached no orderer: the gateway refused the request before
// broadcasting it. Every other failure, timeouts and broken connections above all, leaves the outcome open. So does
// "request already processed" from enough of the BFT orderers, although it then commits.
func neverOrdered(err error) bool {
	switch status.Code(err) {
	case codes.InvalidArgument, codes.FailedPrecondition, codes.NotFound, codes.PermissionDenied,
		codes.Unauthenticated, codes.Unimplemented:
		return true
	default:
		return false
	}
}

// validationError is what a committed transaction's validation code means.
func validationError(receipt Receipt, code peer.TxValidationCode) error {
	invalid := &Invalid{Receipt: receipt, Code: code.String()}
	switch code {
	case peer.TxValidationCode_VALID:
		return nil
	case peer.TxValidationCode_MVCC_READ_CONFLICT, peer.TxValidationCode_PHANTOM_READ_CONFLICT:
		return &Conflict{Transaction: receipt.Transaction, Cause: invalid}
	default:
		return invalid
	}
}
