// Package wire holds the HTTP interface as generated from openapi.yaml, and the
// rules by which its request types validate themselves.
package wire
