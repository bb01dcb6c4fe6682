package console

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// constitution is the membership of an agreement: the text in force, who
// consented to what, and a text that is proposed.
type constitution struct {
	agreement certificate.Agreement
	inForce   registry.Membership
	approvals []wire.Approval
	proposed  *registry.Membership // nil before it was sent
	would     *registry.Approval   // as the ledger would record it; nil if it refused
}

// constitution reads what stands.
func (p *Page) constitution() (*constitution, error) {
	agreement, err := p.agreement()
	if err != nil {
		return nil, err
	}
	ctx, c := p.Request.Context(), &constitution{agreement: agreement}
	if c.inForce, err = answer[wire.Membership](p.API.ReadMembership(ctx, &wire.ReadMembershipParams{Agreement: agreement})); err != nil {
		return nil, err
	}
	c.approvals, err = answer[[]wire.Approval](p.API.ListApprovals(ctx, &wire.ListApprovalsParams{Agreement: agreement}))
	return c, err
}

// showMembership shows the text in force and asks for the one proposed, which
// begins as the successor of the one in force.
func showMembership(p *Page) error {
	c, err := p.constitution()
	if err != nil {
		return err
	}
	if p.Field("text") == "" {
		next := c.inForce
		next.Version++
		p.Form.Set("text", textOf(next))
	}
	return p.Show(p.Say("registry.membership.title", "agreement", p.Or("agreement.", string(c.agreement))), membershipForm(p, c))
}

// textOf writes a membership for people to read and hand on.
func textOf(m registry.Membership) string {
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return ""
	}
	return string(raw) + "\n"
}

// sendMembership sets the proposed text beside the one in force, and approves it
// once that was confirmed.
func sendMembership(p *Page) error {
	if p.Field(fieldStep) == "" {
		return showMembership(p)
	}
	c, err := p.constitution()
	if err != nil {
		return err
	}
	if c.proposed, err = p.proposedText(); err != nil {
		return err
	}
	switch p.Field(fieldStep) {
	case stepRecord:
		return p.approve(c)
	case "file":
		name := "membership-" + string(c.agreement) + "-" + strconv.Itoa(c.proposed.Version) + ".json"
		return p.Download(name, "application/json", []byte(textOf(*c.proposed)))
	}
	p.Form.Set("text", textOf(*c.proposed))
	p.Repeatable = true
	would, err := p.rehearse(c.agreement, wire.Rehearsal{Membership: c.proposed})
	if err := p.note(err); err != nil {
		return err
	}
	c.would = would.Approval
	return p.Show(p.Say("registry.membership.confirm"), membershipConfirm(p, c))
}

// approve records this organisation's consent.
func (p *Page) approve(c *constitution) error {
	key := p.Key()
	_, err := answer[wire.Receipt](p.API.ApproveMembership(p.Request.Context(), &wire.ApproveMembershipParams{Agreement: c.agreement, IdempotencyKey: &key}, *c.proposed))
	if err != nil {
		return err
	}
	return p.Go(changePath(c.agreement, membershipLeaf))
}

// proposedText reads the text, from the file if one was chosen.
func (p *Page) proposedText() (*registry.Membership, error) {
	raw := p.Files["file"].Data
	if len(raw) == 0 {
		raw = []byte(p.Field("text"))
	}
	m := new(registry.Membership)
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(m); err != nil {
		return nil, p.mend("text", "text", "cause", err.Error())
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, p.mend("text", "text", "cause", "…")
	}
	return m, nil
}

// difference is one thing that a proposed text changes.
type difference struct{ what, now, then string }

// differences lists what the proposed text changes.
func (c *constitution) differences(p *Page) []difference {
	now, then := c.inForce, *c.proposed
	all := []difference{
		{p.Say("registry.membership.version"), strconv.Itoa(now.Version), strconv.Itoa(then.Version)},
		{p.Say("registry.membership.network"), now.Network, then.Network},
		{p.Say("registry.membership.agreement"), string(now.Agreement), string(then.Agreement)},
		{p.Say("registry.membership.age"), strconv.Itoa(now.Limits.SigningAgeHours), strconv.Itoa(then.Limits.SigningAgeHours)},
		{p.Say("registry.membership.grace"), strconv.Itoa(now.Limits.CRLGraceHours), strconv.Itoa(then.Limits.CRLGraceHours)},
	}
	for _, country := range countriesOf(now, then) {
		before, _ := now.Party(country)
		after, _ := then.Party(country)
		name := p.Words.Country(country)
		all = append(all,
			difference{p.Say("registry.membership.issues", "country", name), p.bodies(before.Issuing), p.bodies(after.Issuing)},
			difference{p.Say("registry.membership.clears", "country", name), p.bodies(before.Customs), p.bodies(after.Customs)})
	}
	return slices.DeleteFunc(all, func(d difference) bool { return d.now == d.then })
}

// bodies are organisations in words.
func (p *Page) bodies(names []string) string {
	var all []string
	for _, n := range names {
		all = append(all, p.Or("organisation.", n))
	}
	return strings.Join(all, "; ")
}

// countriesOf are the countries of two texts, each once, sorted.
func countriesOf(a, b registry.Membership) []string {
	var all []string
	for _, party := range slices.Concat(a.Parties, b.Parties) {
		all = append(all, party.Country)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// consent is how far an organisation has come with a text.
type consent struct {
	organisation string
	approval     *wire.Approval // its newest; nil if it has approved none
	given        bool           // it approved the very text that is meant
	own          bool
}

// consents says of every organisation that has to consent whether it did. Those
// of both texts have to: one that is to leave as well.
func (c *constitution) consents(p *Page) []consent {
	concerned := c.inForce.Organisations()
	if c.proposed != nil {
		concerned = registry.Membership{Parties: slices.Concat(c.inForce.Parties, c.proposed.Parties)}.Organisations()
	}
	var all []consent
	for _, name := range concerned {
		one := consent{organisation: name, own: name == p.Organisation()}
		if at := slices.IndexFunc(c.approvals, func(a wire.Approval) bool { return a.Organisation == name }); at >= 0 {
			one.approval = &c.approvals[at]
			one.given = c.would != nil && one.approval.Version == c.would.Version && one.approval.Digest == c.would.Digest
		}
		all = append(all, one)
	}
	return all
}

// missing are the others whose consent lacks.
func missing(all []consent) []string {
	var names []string
	for _, one := range all {
		if !one.given && !one.own {
			names = append(names, one.organisation)
		}
	}
	return names
}

// next are approvals of a text that is not in force yet.
func (c *constitution) next() []wire.Approval {
	return slices.DeleteFunc(slices.Clone(c.approvals), func(a wire.Approval) bool { return a.Version <= c.inForce.Version })
}
