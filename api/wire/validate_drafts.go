package wire

// Validate demands a draft and, where a signer is named, its fingerprint.
func (r DraftCheck) Validate() error {
	verdicts := []*Fault{filled(r.Certificate, "/certificate")}
	if r.Signer != nil {
		verdicts = append(verdicts, digest(*r.Signer, "/signer"))
	}
	return check(verdicts...)
}
