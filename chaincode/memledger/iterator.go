package memledger

import (
	"errors"
	"slices"
	"strings"

	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-protos-go-apiv2/ledger/queryresult"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// errEnd answers a Next beyond the end.
var errEnd = errors.New("no such key")

// iterator walks over the rows of a range.
type iterator struct{ rows []*queryresult.KV }

func (i *iterator) add(key string, value []byte) {
	i.rows = append(i.rows, &queryresult.KV{Key: key, Value: slices.Clone(value)})
}

// sort puts the rows in the order of their keys.
func (i *iterator) sort() {
	slices.SortFunc(i.rows, func(a, b *queryresult.KV) int { return strings.Compare(a.GetKey(), b.GetKey()) })
}

func (i *iterator) HasNext() bool { return len(i.rows) > 0 }

func (i *iterator) Close() error { return nil }

func (i *iterator) Next() (*queryresult.KV, error) {
	if len(i.rows) == 0 {
		return nil, errEnd
	}
	row := i.rows[0]
	i.rows = i.rows[1:]
	return row, nil
}

// history walks over the modifications of a key, newest first as Fabric does.
type history struct {
	rows []*queryresult.KeyModification
}

func newHistory(all []modification) *history {
	h := &history{}
	for _, m := range slices.Backward(all) {
		h.rows = append(h.rows, &queryresult.KeyModification{
			TxId: m.tx, Value: slices.Clone(m.value), Timestamp: timestamppb.New(m.at), IsDelete: m.deleted,
		})
	}
	return h
}

func (h *history) HasNext() bool { return len(h.rows) > 0 }

func (h *history) Close() error { return nil }

func (h *history) Next() (*queryresult.KeyModification, error) {
	if len(h.rows) == 0 {
		return nil, errEnd
	}
	row := h.rows[0]
	h.rows = h.rows[1:]
	return row, nil
}

// splitCompositeKey undoes shim.CreateCompositeKey.
func splitCompositeKey(key string) (string, []string, error) {
	parts := strings.Split(key, "\x00")
	if len(parts) < 3 || parts[0] != "" || parts[len(parts)-1] != "" {
		return "", nil, errors.New("not a composite key")
	}
	return parts[1], parts[2 : len(parts)-1], nil
}

var (
	_ shim.StateQueryIteratorInterface   = (*iterator)(nil)
	_ shim.HistoryQueryIteratorInterface = (*history)(nil)
)
