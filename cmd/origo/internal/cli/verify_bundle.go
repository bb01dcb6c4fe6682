package cli

import (
	"bytes"
	"os"
	"path/filepath"

	"origo/api/wire"
	"origo/certificate"
	"origo/clearance"
	"origo/client"
	"origo/cmd/origo/internal/keys"
	"origo/cmd/origo/internal/site"
	rules "origo/fta-rules"
)

// filesAsArguments takes the arguments of verify --bundle for the files of certificate and seal, unless they name a
// certificate.
func (f *verifyFlags) filesAsArguments(args []string) []string {
	if f.bundle == "" || f.file != "" || len(args) == 0 || len(args) > 2 {
		return args
	}
	if _, err := certificateID(args); err == nil {
		return args
	}
	f.file = args[0]
	if len(args) == 2 {
		f.seal = args[1]
	}
	return nil
}

// assessOffline assesses on this computer against a bundle.
func (a *app) assessOffline(q wire.VerificationRequest, f verifyFlags) (clearance.Report, error) {
	b, err := a.openBundle(f)
	if err != nil {
		return clearance.Report{}, err
	}
	book, err := a.bundleRules(b)
	if err != nil {
		return clearance.Report{}, err
	}
	request, err := a.offlineRequest(q, f)
	if err != nil {
		return clearance.Report{}, err
	}
	if request.Here == "" {
		request.Here = b.ImportingCountry(request)
	}
	at := client.Freshness{Channel: b.AsOf.Channel, Height: b.AsOf.Block + 1, BlockTime: b.AsOf.BlockTime}
	request.AsOf = clearance.LedgerAsOf(at, a.now())
	facts := b.Gather(request)
	assessment, err := clearance.NewAssessor(book).Assess(facts)
	return clearance.Report{Assessment: assessment, Facts: &facts}, err
}

// openBundle reads the bundle if the key trusted here signed it.
func (a *app) openBundle(f verifyFlags) (clearance.Bundle, error) {
	name := f.bundleKey
	if name == "" {
		home, err := site.Home()
		if err != nil {
			return clearance.Bundle{}, err
		}
		name = filepath.Join(home, "bundle.pub")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return clearance.Bundle{}, usagef("the public key of the organisation that exports bundles cannot be read, name it with --bundle-key: %v", err)
	}
	key, err := keys.ParseBundlePublicKey(text)
	if err != nil {
		return clearance.Bundle{}, usagef("%s: %v", name, err)
	}
	file, err := os.ReadFile(f.bundle)
	if err != nil {
		return clearance.Bundle{}, err
	}
	b, err := clearance.OpenBundle(file, key, a.now())
	return b, invalid(err)
}

// bundleRules are the rules built in with the corrections of the bundle. If they are not those of who exported it, that
// is said: the answer names the rules it rests on.
func (a *app) bundleRules(b clearance.Bundle) (*rules.Book, error) {
	book, err := rules.Load()
	if err == nil && len(b.Corrections) > 0 {
		book, err = book.Correct(bytes.NewReader(b.Corrections))
	}
	if err != nil {
		return nil, invalid(err)
	}
	held := clearance.RulesOf(book, b.Membership.Agreement)
	for i, r := range b.Rules {
		if i >= len(held) || held[i] != r {
			a.note("%s assesses by other rules (%s) than this program: have it brought up to date.", b.Organisation, r.Version)
			break
		}
	}
	return book, nil
}

// offlineRequest adds what the API would know: where and when.
func (a *app) offlineRequest(q wire.VerificationRequest, f verifyFlags) (clearance.Request, error) {
	today := certificate.DateOf(a.now())
	r := clearance.Request{ID: q.Reference, Here: f.here, PresentedOn: today, Today: today, Declaration: q.Declaration}
	if q.Certificate != nil {
		r.Certificate = *q.Certificate
	}
	if q.Seal != nil {
		r.Seal = *q.Seal
	}
	if q.Papers != nil {
		r.Papers = *q.Papers
	}
	if q.PresentedOn != nil {
		r.PresentedOn = *q.PresentedOn
	}
	if f.on != "" {
		day, err := certificate.ParseDate(f.on)
		if err != nil {
			return r, usagef("--on: %v", err)
		}
		r.PresentedOn = day
	}
	return r, nil
}
