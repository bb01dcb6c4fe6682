package chaincode

import "testing"

func TestNewAssemblesTheContract(t *testing.T) {
	if _, err := New(); err != nil {
		t.Fatal(err)
	}
}
