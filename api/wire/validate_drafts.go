package wire

// Validate demands a draft and, where a signer is named, its fingerprint.
func (r DraftCheck) Validate() error {
	verdicts := []*Fault{filled(r.Certificate, "/certificate")}
	if r.Signer != nil {
		verdicts = append(verdicts, digest(*r.Signer, "/signer"))
	}
	return check(verdicts...)
}

// Validate checks what the type itself cannot express.
func (r DraftPreview) Validate() error { return check(filled(r.Certificate, "/certificate")) }
