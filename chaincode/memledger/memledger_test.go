package memledger

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/hyperledger/fabric-chaincode-go/v2/pkg/cid"
	"github.com/hyperledger/fabric-chaincode-go/v2/shim"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"

	"origo/certificate/registry"
	"origo/chaincode/endorsement"
)

// toy is a contract whose transactions are single steps on the shim.
type toy map[string]func(stub shim.ChaincodeStubInterface, args []string) (string, error)

func (toy) Init(shim.ChaincodeStubInterface) *peer.Response { return shim.Success(nil) }

func (c toy) Invoke(stub shim.ChaincodeStubInterface) *peer.Response {
	function, args := stub.GetFunctionAndParameters()
	answer, err := c[function](stub, args)
	if err != nil {
		return shim.Error(err.Error())
	}
	return shim.Success([]byte(answer))
}

func channel(t *testing.T, contract toy) *Ledger {
	t.Helper()
	l, err := New(Config{
		Channel: "test", Organisations: []string{"A", "B", "C"}, Endorsements: 2, Chaincode: contract, Start: StartTime,
		Collections: []Collection{{Name: "A_B", Members: []string{"A", "B"}, Endorsements: 2}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func submit(t *testing.T, s *Session, function string, args ...string) string {
	t.Helper()
	answer, _, _, err := s.Submit(function, nil, args...)
	if err != nil {
		t.Fatalf("%s: %v", function, err)
	}
	return string(answer)
}

func evaluate(t *testing.T, s *Session, function string, args ...string) string {
	t.Helper()
	answer, err := s.Evaluate(function, nil, args...)
	if err != nil {
		t.Fatalf("%s: %v", function, err)
	}
	return string(answer)
}

// mustFail wants a commit to fail with a code.
func mustFail(t *testing.T, err error, code string) {
	t.Helper()
	var failure *CommitError
	if !errors.As(err, &failure) || failure.Code != code {
		t.Fatalf("got %v, want %s", err, code)
	}
}

// steps are what the tests below are made of.
var steps = toy{
	"put": func(s shim.ChaincodeStubInterface, a []string) (string, error) {
		return "", s.PutState(a[0], []byte(a[1]))
	},
	"get": func(s shim.ChaincodeStubInterface, a []string) (string, error) {
		raw, err := s.GetState(a[0])
		return string(raw), err
	},
	"putget": func(s shim.ChaincodeStubInterface, a []string) (string, error) {
		if err := s.PutState(a[0], []byte(a[1])); err != nil {
			return "", err
		}
		raw, err := s.GetState(a[0])
		return string(raw), err
	},
	"append": func(s shim.ChaincodeStubInterface, a []string) (string, error) {
		raw, err := s.GetState(a[0])
		if err != nil {
			return "", err
		}
		return "", s.PutState(a[0], append(raw, a[1]...))
	},
	"count": func(s shim.ChaincodeStubInterface, a []string) (string, error) {
		rows, err := s.GetStateByPartialCompositeKey("row", nil)
		n := 0
		for err == nil && rows.HasNext() {
			_, err = rows.Next()
			n++
		}
		if err != nil {
			return "", err
		}
		return fmt.Sprint(n), s.PutState("count", fmt.Append(nil, n))
	},
	"row": func(s shim.ChaincodeStubInterface, a []string) (string, error) {
		key, err := s.CreateCompositeKey("row", a)
		if err != nil {
			return "", err
		}
		return "", s.PutState(key, []byte("x"))
	},
	"guard": func(s shim.ChaincodeStubInterface, a []string) (string, error) {
		policy, err := endorsement.Organisation(a[1]).Bytes()
		if err != nil {
			return "", err
		}
		return "", s.SetStateValidationParameter(a[0], policy)
	},
	"pput": func(s shim.ChaincodeStubInterface, a []string) (string, error) {
		return "", s.PutPrivateData("A_B", a[0], []byte(a[1]))
	},
	"pget": func(s shim.ChaincodeStubInterface, a []string) (string, error) {
		raw, err := s.GetPrivateData("A_B", a[0])
		return string(raw), err
	},
	"pappend": func(s shim.ChaincodeStubInterface, a []string) (string, error) {
		raw, err := s.GetPrivateData("A_B", a[0])
		if err != nil {
			return "", err
		}
		return "", s.PutPrivateData("A_B", a[0], append(raw, a[1]...))
	},
	"phash": func(s shim.ChaincodeStubInterface, a []string) (string, error) {
		raw, err := s.GetPrivateDataHash("A_B", a[0])
		return string(raw), err
	},
	"prange": func(s shim.ChaincodeStubInterface, a []string) (string, error) {
		rows, err := s.GetPrivateDataByRange("A_B", "", "")
		n := 0
		for err == nil && rows.HasNext() {
			_, err = rows.Next()
			n++
		}
		return fmt.Sprint(n), err
	},
	"prangeput": func(s shim.ChaincodeStubInterface, _ []string) (string, error) {
		if _, err := s.GetPrivateDataByRange("A_B", "", ""); err != nil {
			return "", err
		}
		return "", s.PutState("x", []byte("y"))
	},
	"pputrange": func(s shim.ChaincodeStubInterface, _ []string) (string, error) {
		if err := s.PutState("x", []byte("y")); err != nil {
			return "", err
		}
		_, err := s.GetPrivateDataByRange("A_B", "", "")
		return "", err
	},
	"who": func(s shim.ChaincodeStubInterface, _ []string) (string, error) {
		id, err := cid.New(s)
		if err != nil {
			return "", err
		}
		role, _, err := id.GetAttributeValue(registry.AttributeRole)
		if err != nil {
			return "", err
		}
		msp, err := id.GetMSPID()
		return msp + "/" + role, err
	},
	"history": func(s shim.ChaincodeStubInterface, a []string) (string, error) {
		rows, err := s.GetHistoryForKey(a[0])
		all := ""
		for err == nil && rows.HasNext() {
			row, failed := rows.Next()
			all, err = all+string(row.GetValue())+";", failed
		}
		return all, err
	},
}

func TestOwnWritesAreNotSeen(t *testing.T) {
	l := channel(t, steps)
	a := l.As("A", "")
	if got := submit(t, a, "putget", "k", "new"); got != "" {
		t.Errorf("read %q before commit", got)
	}
	if got := submit(t, a, "putget", "k", "newer"); got != "new" {
		t.Errorf("read %q, want what was committed", got)
	}
}

func TestIdentity(t *testing.T) {
	l := channel(t, steps)
	if got := evaluate(t, l.As("B", "issuer"), "who"); got != "B/issuer" {
		t.Errorf("caller %q", got)
	}
	if got := evaluate(t, l.As("B", ""), "who"); got != "B/" {
		t.Errorf("caller %q", got)
	}
	if _, err := l.As("X", "issuer").Evaluate("who", nil); err == nil {
		t.Error("a stranger got an answer")
	}
}

func TestConflicts(t *testing.T) {
	l := channel(t, steps)
	a := l.As("A", "")
	submit(t, a, "put", "k", "0")
	race := func(first, second []string) []error {
		var both []*Endorsed
		for _, step := range [][]string{first, second} {
			e, err := a.Endorse(step[0], nil, step[1:]...)
			if err != nil {
				t.Fatal(err)
			}
			both = append(both, e)
		}
		_, failures := l.Commit(both...)
		if failures[0] != nil {
			t.Fatal(failures[0])
		}
		return failures
	}
	mustFail(t, race([]string{"append", "k", "1"}, []string{"append", "k", "2"})[1], ReadConflict)
	mustFail(t, race([]string{"row", "1"}, []string{"count"})[1], PhantomConflict)
	mustFail(t, race([]string{"pappend", "p", "1"}, []string{"pappend", "p", "2"})[1], ReadConflict)
	mustFail(t, race([]string{"guard", "k", "A"}, []string{"put", "k", "3"})[1], PolicyFailure)
	if got := evaluate(t, a, "get", "k"); got != "01" {
		t.Errorf("state %q", got)
	}
	if got := submit(t, a, "count"); got != "1" {
		t.Errorf("%s rows", got)
	}
}

func TestPolicies(t *testing.T) {
	l := channel(t, steps)
	a := l.As("A", "")
	_, _, _, err := a.EndorsedBy("A").Submit("put", nil, "k", "1")
	mustFail(t, err, PolicyFailure)
	_, _, _, err = a.EndorsedBy("A").Submit("get", nil, "k") // even what writes nothing
	mustFail(t, err, PolicyFailure)
	submit(t, a.EndorsedBy("A", "C"), "put", "k", "1")
	submit(t, a.EndorsedBy("A", "C"), "guard", "k", "C")
	_, _, _, err = a.EndorsedBy("A", "B").Submit("put", nil, "k", "2")
	mustFail(t, err, PolicyFailure)
	submit(t, a.EndorsedBy("C"), "put", "k", "2")
	_, _, _, err = a.EndorsedBy("A", "C").Submit("pput", nil, "p", "1")
	mustFail(t, err, PolicyFailure)
	submit(t, a.EndorsedBy("A", "B"), "pput", "p", "1")
}

func TestPrivateDataStaysWithMembers(t *testing.T) {
	l := channel(t, steps)
	a, c := l.As("A", ""), l.As("C", "")
	submit(t, a, "pput", "p", "secret")
	if got := evaluate(t, l.As("B", ""), "pget", "p"); got != "secret" {
		t.Errorf("member read %q", got)
	}
	for _, function := range []string{"pget", "pput", "prange"} {
		if _, err := c.Evaluate(function, nil, "p", "x"); err == nil {
			t.Errorf("%s by a stranger to the collection succeeded", function)
		}
	}
	if got := evaluate(t, c, "phash", "p"); got != hashOf([]byte("secret")) {
		t.Errorf("hash %q", got)
	}
	if _, _, _, err := a.EndorsedBy("A", "C").Submit("pget", nil, "p"); err == nil {
		t.Error("a peer without the data endorsed its reading")
	}
	if got := evaluate(t, a, "prange"); got != "1" {
		t.Errorf("range of %s", got)
	}
	for _, function := range []string{"prangeput", "pputrange"} {
		if _, err := a.Evaluate(function, nil); err == nil {
			t.Errorf("%s: a private range and a write went together", function)
		}
	}
}

func TestDisagreementIsNoticed(t *testing.T) {
	n := 0
	l := channel(t, toy{"draw": func(shim.ChaincodeStubInterface, []string) (string, error) {
		n++
		return fmt.Sprint(n), nil
	}, "fail": func(shim.ChaincodeStubInterface, []string) (string, error) {
		n++
		return "", fmt.Errorf("refusal %d", n)
	}})
	for _, function := range []string{"draw", "fail"} {
		_, _, _, err := l.As("A", "").Submit(function, nil)
		var disagreement *Disagreement
		if !errors.As(err, &disagreement) {
			t.Errorf("%s: %v", function, err)
		}
	}
}

func TestBlocksHistoryAndTime(t *testing.T) {
	l := channel(t, steps)
	a := l.As("A", "")
	submit(t, a, "put", "k", "1")
	l.Advance(time.Hour)
	_, id, block, err := a.Submit("put", nil, "k", "2")
	if err != nil || block != 2 || l.Height() != 3 {
		t.Fatalf("block %d, height %d, %v", block, l.Height(), err)
	}
	if got := evaluate(t, a, "history", "k"); got != "2;1;" {
		t.Errorf("history %q, want newest first", got)
	}
	last := l.Blocks(2)
	if len(last) != 1 || last[0].Transactions[0].ID != id || !last[0].Time.Equal(StartTime.Add(time.Hour)) {
		t.Errorf("blocks %+v", last)
	}
}

func TestConfigIsChecked(t *testing.T) {
	for _, c := range []Config{
		{},
		{Channel: "x", Organisations: []string{"A"}, Chaincode: steps, Start: StartTime},
		{Channel: "x", Organisations: []string{"A"}, Chaincode: steps, Start: StartTime, Endorsements: 1, Collections: []Collection{{Name: "c"}}},
	} {
		if _, err := New(c); err == nil {
			t.Errorf("%+v was accepted", c)
		}
	}
	if _, err := Demonstration("elsewhere", steps); err == nil {
		t.Error("unknown channel was accepted")
	}
}
