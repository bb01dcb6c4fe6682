package memledger

import (
	"errors"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
)

// errUnsupported answers what a LevelDB peer has but this ledger does not, or
// what a LevelDB peer has not either.
var errUnsupported = errors.New("not offered by memledger")

// unsupported is the part of the shim that this ledger does not offer.
type unsupported struct{}

func (unsupported) GetArgsSlice() ([]byte, error) { return nil, errUnsupported }

func (unsupported) GetBinding() ([]byte, error) { return nil, errUnsupported }

func (unsupported) GetSignedProposal() (*peer.SignedProposal, error) { return nil, errUnsupported }

func (unsupported) PurgePrivateData(string, string) error { return errUnsupported }

func (unsupported) GetQueryResult(string) (shim.StateQueryIteratorInterface, error) {
	return nil, errUnsupported
}

func (unsupported) GetPrivateDataQueryResult(string, string) (shim.StateQueryIteratorInterface, error) {
	return nil, errUnsupported
}

func (unsupported) GetQueryResultWithPagination(string, int32, string) (shim.StateQueryIteratorInterface, *peer.QueryResponseMetadata, error) {
	return nil, nil, errUnsupported
}

func (unsupported) GetStateByRangeWithPagination(string, string, int32, string) (shim.StateQueryIteratorInterface, *peer.QueryResponseMetadata, error) {
	return nil, nil, errUnsupported
}

func (unsupported) GetStateByPartialCompositeKeyWithPagination(string, []string, int32, string) (shim.StateQueryIteratorInterface, *peer.QueryResponseMetadata, error) {
	return nil, nil, errUnsupported
}

func (unsupported) GetAllStatesCompositeKeyWithPagination(int32, string) (shim.StateQueryIteratorInterface, *peer.QueryResponseMetadata, error) {
	return nil, nil, errUnsupported
}
