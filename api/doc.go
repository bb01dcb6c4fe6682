// Package api serves one organisation over HTTP: anchoring, reading and
// verifying certificates of origin, recording uses, running the trust registry.
//
// The specification comes first: openapi.yaml names every route, who may call
// it and how long a body may be; package wire is generated from it. A handler
// has one rhythm: the request is decoded and validated by its own type, the
// caller was authorised by the specification's roles, the ledger acts, the
// answer is rendered. Echo stays inside this package, and errors become problem
// documents (RFC 9457) in one place, problem.go.
package api
