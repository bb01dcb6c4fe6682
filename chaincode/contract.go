// Package chaincode is the contract of the origin ledger.
package chaincode
