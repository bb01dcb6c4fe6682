package warm

import (
	"encoding/json"
	"strings"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// topic is something on the ledger that answers rest on and blocks tell of: an object type of the ledger's keys, or one
// object of it.
type topic string

// everything is the topic of all answers: who may read is decided by the membership.
const everything = topic(registry.KeyMembership)

// trust is the topic of answers that list what is in the trust registry.
const trust = topic("trust")

// Cases and papers are announced without the certificate that they are about.
const (
	cases  = topic(registry.KeyCase)
	papers = topic(registry.KeyPaper)
)

func about(kind string, parts ...string) topic {
	return topic(kind + "/" + strings.Join(parts, "/"))
}

func aboutCertificate(id certificate.ID) topic {
	return about(registry.KeyCertificate, string(id.Form), id.Country, id.Reference)
}

// remembered are the questions whose answers are kept.
var remembered = map[string]bool{
	registry.ReadView: true, registry.ReadRecord: true, registry.ReadDossier: true, registry.ReadAccount: true,
	registry.ReadSigner: true, registry.FindSigner: true, registry.ReadMembership: true, registry.ListAuthorities: true,
	registry.ListCRLs: true, registry.ListOffices: true, registry.ListSigners: true, registry.FindCases: true,
}

// topicsOf is what an answer rests on, nothing if answers to the question are not kept.
func topicsOf(q client.Question, answer any) []topic {
	if !remembered[q.Function] {
		return nil
	}
	switch a := answer.(type) {
	case registry.View:
		return append(ofSigner(a.Signer), everything, aboutCertificate(a.Record.ID), papers)
	case registry.CasePage:
		return []topic{everything, cases}
	case registry.Record:
		return []topic{everything, aboutCertificate(a.ID)}
	case registry.Dossier:
		return []topic{everything, aboutCertificate(a.ID)}
	case registry.Account:
		return []topic{everything, aboutCertificate(a.ID)}
	case registry.SignerState:
		return append(ofSigner(a), everything, topic(registry.KeySigner))
	default:
		return []topic{everything, trust}
	}
}

// ofSigner is what the ledger's word on a signer rests on.
func ofSigner(s registry.SignerState) []topic {
	topics := []topic{about(registry.KeySigner, s.Signer.Fingerprint), about(registry.KeyOffice, s.Signer.Country, s.Signer.Office)}
	for _, link := range s.Signer.Path {
		topics = append(topics, about(registry.KeyCRL, link.Authority))
	}
	return topics
}

// changedBy is what an event tells of. An event that is not known here, or cannot be read, may touch every answer.
func changedBy(e client.Event) []topic {
	var topics []topic
	switch e.Name {
	case registry.EventCase:
		return []topic{cases}
	case registry.EventPaper:
		return []topic{papers}
	case registry.EventIssued, registry.EventCancelled, registry.EventReplaced, registry.EventUsed, registry.EventReversed:
		topics = changedCertificates(e.Payload)
	case registry.EventTrust:
		topics = changedTrust(e.Payload)
	}
	if len(topics) == 0 {
		return []topic{everything}
	}
	return topics
}

// changedCertificates are the certificate a payload names and all it is linked with: a use names an ID alone, the other
// events a record.
func changedCertificates(payload []byte) []topic {
	var r struct { // of registry.Record
		certificate.ID
		Replaces   *certificate.ID  `json:"replaces"`
		ReplacedBy *certificate.ID  `json:"replaced_by"`
		TrueCopyOf *certificate.ID  `json:"true_copy_of"`
		BackToBack []certificate.ID `json:"back_to_back"`
	}
	if err := json.Unmarshal(payload, &r); err != nil || r.ID.Check() != nil {
		return nil
	}
	topics := []topic{aboutCertificate(r.ID)}
	for _, linked := range []*certificate.ID{r.Replaces, r.ReplacedBy, r.TrueCopyOf} {
		if linked != nil {
			topics = append(topics, aboutCertificate(*linked))
		}
	}
	for _, original := range r.BackToBack {
		topics = append(topics, aboutCertificate(original))
	}
	return topics
}

func changedTrust(payload []byte) []topic {
	var change registry.TrustChange
	if err := json.Unmarshal(payload, &change); err != nil || change.Kind == "" {
		return nil
	}
	return []topic{trust, topic(change.Kind), about(change.Kind, change.Key...)}
}
