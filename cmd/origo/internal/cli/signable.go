package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"origo/certificate"
)

// signable is a file that an officer seals: a certificate or an act.
type signable struct {
	isAct  bool
	words  intent // what it says
	faults error  // rules that it breaks
}

// readSignable recognises what is to be sealed by what the bytes say of
// themselves, never by the name of their file.
func readSignable(raw []byte) (signable, error) {
	var head struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return signable{}, invalid(fmt.Errorf("this is not JSON, so neither a certificate nor an act; nothing was sealed: %w", err))
	}
	switch head.Type {
	case certificate.DocumentType:
		d, err := certificate.Parse(raw)
		if err != nil {
			return signable{}, notExact(err, "`origo canonicalise` makes the exact form of a draft")
		}
		return signable{words: wordsOfDocument(d, raw), faults: d.Validate()}, nil
	case certificate.ActType:
		act, err := certificate.ParseAct(raw)
		if err != nil {
			return signable{}, notExact(err, "Download the act again and do not save it from an editor")
		}
		return signable{isAct: true, words: wordsOfAct(act, raw), faults: act.Validate()}, nil
	}
	return signable{}, invalid(fmt.Errorf("%s; nothing was sealed. This program seals certificates (type %q) and acts (type %q)",
		saidType(head.Type), certificate.DocumentType, certificate.ActType))
}

// saidType repeats what a file that is not known says of itself.
func saidType(name string) string {
	if name == "" {
		return "the file does not say what it is"
	}
	return fmt.Sprintf("the file is of type %.40q, which is not known here", name)
}

// notExact is a file whose bytes are not the canonical form of what it claims
// to be.
func notExact(err error, remedy string) error {
	return invalid(fmt.Errorf("%w\n  %s", err, remedy))
}

// refusal says why something that was understood is not sealed.
func (s signable) refusal(err error) error {
	if s.isAct {
		return fmt.Errorf("not sealed, the act breaks the rules of acts, so the ledger would refuse it:\n%w", err)
	}
	return fmt.Errorf("not sealed, the rules of the form are broken (--force seals all the same):\n%w", err)
}

// wordsOfDocument is what a certificate says, as far as an officer compares it
// before sealing.
func wordsOfDocument(d *certificate.Document, raw []byte) intent {
	var i intent
	i.add("certificate", d.Form.Title()+" "+d.Reference+", office "+d.Office+" of "+d.IssuingCountry)
	i.add("issued on", d.IssueDate.String()+", for import into "+d.ImportingCountry)
	i.add("ledger", string(d.Agreement)+" of network "+d.Network)
	i.add("exporter", d.Exporter.Name)
	i.add("consignee", d.Consignee.Name)
	i.add("goods", goodsOf(d))
	if d.Replaces != nil {
		i.add("replaces", d.Replaces.Certificate.String())
	}
	if d.TrueCopyOf != nil {
		i.add("copy of", d.TrueCopyOf.Certificate.String())
	}
	i.add("SHA-256", sha256Of(raw))
	return i
}

// goodsOf is the number of lines of goods, and the first of them.
func goodsOf(d *certificate.Document) string {
	if len(d.Items) == 0 {
		return "none"
	}
	first := d.Items[0]
	return fmt.Sprintf("%d lines; the first: HS %s, %s %s", len(d.Items), first.HS.Code, first.Quantity.Value, first.Quantity.Unit)
}

// wordsOfAct is everything an act says.
func wordsOfAct(act *certificate.Act, raw []byte) intent {
	var i intent
	i.add("act", sayAct(act.Kind))
	if act.Certificate != nil {
		i.add("certificate", act.Certificate.Form.Title()+" "+act.Certificate.Reference+", issued by "+act.Certificate.Country)
	}
	i.add("signer", act.Signer)
	if !act.From.IsZero() {
		i.add("from", act.From.String())
	}
	i.add("reason", sayReason(act.Reason))
	i.add("note", act.Note)
	i.add("office", act.Office+" of "+act.Country)
	i.add("ledger", string(act.Agreement)+" of network "+act.Network)
	i.add("drawn up", act.MadeAt.String())
	i.add("SHA-256", sha256Of(raw))
	return i
}

// sayAct puts what an act does into words; a kind that is not known stays as it
// is.
func sayAct(kind certificate.ActKind) string {
	said := map[certificate.ActKind]string{
		certificate.CancelCertificate: "cancel a certificate of origin, for good",
		certificate.SuspendSigner:     "suspend a signer, at once",
		certificate.RevokeSigner:      "revoke a signer for good, once another administrator confirms it",
		certificate.ReinstateSigner:   "reinstate a signer, once another administrator confirms it",
	}[kind]
	if said == "" {
		return string(kind)
	}
	return said
}

// sayReason puts the ground of an act into words, with its code.
func sayReason(reason certificate.Reason) string {
	said := map[certificate.Reason]string{
		certificate.ReasonNotOriginating:     "issued against the rules of origin",
		certificate.ReasonDuplicateReference: "its number was already given",
		certificate.ReasonDocumentsMissing:   "papers promised were not supplied",
		certificate.ReasonForgedDocuments:    "issued on forged papers",
		certificate.ReasonExporterRequest:    "the exporter asked for it",
		certificate.ReasonIssuedInError:      "issued in error",
		certificate.ReasonGoodsNotShipped:    "the goods were not shipped",
		certificate.ReasonKeyCompromised:     "the key is or may be in other hands",
		certificate.ReasonLeftOffice:         "no longer signs for the office",
		certificate.ReasonUnderInquiry:       "the standing is being examined",
		certificate.ReasonAuthorisationEnded: "the authorisation has ended",
		certificate.ReasonInquiryClosed:      "the inquiry is closed",
	}[reason]
	return strings.TrimSpace(said + " (" + string(reason) + ")")
}

// sha256Of is the digest of the exact bytes, lower hex, which the console shows
// beside the download.
func sha256Of(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}
