package api

import (
	"context"

	"origo/api/wire"
)

// VerifyCertificate assesses a certificate.
func (s *Server) VerifyCertificate(ctx context.Context, r wire.VerifyCertificateRequestObject) (wire.VerifyCertificateResponseObject, error) {
	return nil, fault{code: codeInternal}
}

// ExportSnapshot exports the trust registry.
func (s *Server) ExportSnapshot(ctx context.Context, r wire.ExportSnapshotRequestObject) (wire.ExportSnapshotResponseObject, error) {
	return nil, fault{code: codeInternal}
}
