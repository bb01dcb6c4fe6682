package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/certificate/seal"
	"origo/cmd/origo/internal/apiclient"
)

// orderFlags are the parts of an act about a signer as typed.
type orderFlags struct {
	signer                     signerFlags
	reason, note, from, office string
	yes                        bool
}

// order is the command that makes, seals and sends one kind of act.
func (a *app) order(name, summary string, kind certificate.ActKind) *cobra.Command {
	var f orderFlags
	command := &cobra.Command{
		Use:   name + " AGREEMENT SIGNER --reason CODE (--key FILE | --p12 FILE)",
		Short: summary,
		Long: lines(summary+". SIGNER is the fingerprint of the signer's certificate, or a file with it. The act is sealed with",
			"the key of an officer of an issuing authority of the country, not with the key it is about.",
			"Reasons: "+reasonsOf(kind)+"."),
		Example: fmt.Sprintf("  origo signer %s atiga run/demo/keys/VN/02.crt --reason %s --key run/demo/keys/VN/01.pem --as admin@vnissuer",
			name, certificate.ActReasons(kind)[0]),
		Args: positional(cobra.ExactArgs(2)),
		RunE: func(command *cobra.Command, args []string) error {
			if f.reason == "" {
				return usagef("--reason is needed: %s", reasonsOf(kind))
			}
			return a.sendOrder(command.Context(), args, kind, f)
		},
	}
	f.signer.register(command)
	flags := command.Flags()
	flags.StringVar(&f.reason, "reason", "", "why")
	flags.StringVar(&f.note, "note", "", "a remark that all members can read")
	flags.StringVar(&f.office, "office", "", "office of the officer who seals; the one he is enrolled for by default")
	if kind != certificate.ReinstateSigner {
		flags.StringVar(&f.from, "from", "", "seals made from this day or moment on do not count; now by default")
	}
	yesFlag(command, &f.yes)
	return command
}

// reasonsOf lists the reasons of a kind of act.
func reasonsOf(kind certificate.ActKind) string {
	var words []string
	for _, r := range certificate.ActReasons(kind) {
		words = append(words, string(r))
	}
	return strings.Join(words, ", ")
}

// sendOrder makes the act, agrees on it, seals it and sends it.
func (a *app) sendOrder(ctx context.Context, args []string, kind certificate.ActKind, f orderFlags) error {
	by, err := f.signer.open()
	if err != nil {
		return err
	}
	t, err := a.trust(args[0])
	if err != nil {
		return err
	}
	about, err := a.enrolled(ctx, t, args[1])
	if err != nil {
		return err
	}
	act, err := a.act(ctx, t, by, f)
	if err != nil {
		return err
	}
	act.Agreement, act.Kind = certificate.Agreement(args[0]), kind
	act.Country, act.Signer = about.Country, about.Fingerprint
	if err := act.Validate(); err != nil {
		return err
	}
	if err := a.agree(intentOf(act, about), f.yes); err != nil {
		return err
	}
	return a.sealOrder(ctx, t, by, act)
}

// enrolled finds the signer that an argument names.
func (a *app) enrolled(ctx context.Context, t apiclient.Trust, name string) (registry.Signer, error) {
	fingerprint, err := a.fingerprint(name)
	if err != nil {
		return registry.Signer{}, err
	}
	state, err := t.Signer(ctx, fingerprint)
	return state.Signer, err
}

// act makes what is common to all acts. The office is that of the officer who
// seals, as the ledger knows him.
func (a *app) act(ctx context.Context, t apiclient.Trust, by seal.Signer, f orderFlags) (*certificate.Act, error) {
	network, err := members(ctx, t)
	if err != nil {
		return nil, err
	}
	from, err := instantOf("from", f.from)
	if err != nil {
		return nil, err
	}
	act := &certificate.Act{
		Type: certificate.ActType, Version: certificate.ActVersion, Network: network, Office: f.office,
		Reason: certificate.Reason(f.reason), Note: f.note, MadeAt: certificate.InstantOf(a.now()),
	}
	act.From = act.MadeAt
	if from != "" {
		if act.From, err = certificate.ParseInstant(from); err != nil {
			return nil, err
		}
	}
	if act.Office == "" {
		officer, err := t.Signer(ctx, seal.FingerprintOf(by.Chain[0].Raw).String())
		if err != nil {
			return nil, fmt.Errorf("find the office of the officer who seals: %w", err)
		}
		act.Office = officer.Signer.Office
	}
	return act, nil
}

// intentOf is what an act says, in words.
func intentOf(act *certificate.Act, about registry.Signer) intent {
	what := map[certificate.ActKind]string{
		certificate.SuspendSigner:   "Suspend at once",
		certificate.RevokeSigner:    "Propose to revoke for good, which another administrator must confirm",
		certificate.ReinstateSigner: "Propose to reinstate, which another administrator must confirm",
	}[act.Kind]
	i := intent{what: what}
	i.describe(act, about)
	return i
}

// describe adds the contents of an act.
func (i *intent) describe(act *certificate.Act, about registry.Signer) {
	i.add("agreement", string(act.Agreement))
	i.add("act", string(act.Kind))
	i.add("signer", fmt.Sprintf("%s, %s %s", nameOf(about.Certificate), about.Country, about.Office))
	i.add("fingerprint", act.Signer)
	if act.Kind != certificate.ReinstateSigner {
		i.add("from", act.From.String())
	}
	i.add("reason", string(act.Reason))
	i.add("note", act.Note)
	i.add("sealed by", act.Country+" "+act.Office)
}

// sealOrder seals the act and sends it.
func (a *app) sealOrder(ctx context.Context, t apiclient.Trust, by seal.Signer, act *certificate.Act) error {
	raw, err := act.Canonical()
	if err != nil {
		return invalid(err)
	}
	cms, err := by.Sign(raw, a.now())
	if err != nil {
		return invalid(err)
	}
	done, err := t.Bring(ctx, act, registry.SealedAct{Act: raw, Seal: cms})
	if err != nil {
		return err
	}
	return a.show(done, func(w io.Writer) { writeDone(w, act, done) })
}

// writeDone tells how far an act has come.
func writeDone(w io.Writer, act *certificate.Act, done wire.ActDone) {
	if done.Act.Standing == registry.StandingProposed {
		fmt.Fprintf(w, "%s proposed; nothing has changed yet. Another administrator confirms it before %s:\n", signUnsure, done.Act.Until)
		fmt.Fprintf(w, "  origo signer confirm %s %s\n", act.Agreement, done.Act.Digest)
	} else {
		fmt.Fprintf(w, "%s in force: %s %s\n", signMet, strings.ReplaceAll(string(act.Kind), "_", " "), short(act.Signer))
	}
	fmt.Fprintf(w, "  transaction %s, block %d\n", done.Receipt.Transaction, done.Receipt.Block)
}

// confirmAct is the second administrator's command.
func (a *app) confirmAct() *cobra.Command {
	var yes bool
	command := &cobra.Command{
		Use:   "confirm AGREEMENT ACT",
		Short: "Confirm a revocation or reinstatement that another administrator proposed",
		Long: lines("ACT is the digest that the proposal answered with, or its beginning; `origo signer acts AGREEMENT` lists it. The",
			"ledger refuses the confirmation of who proposed: it compares the keys of the two administrators."),
		Example: "  origo signer confirm atiga 708295ef7d52 --as admin-2@vnissuer",
		Args:    positional(cobra.ExactArgs(2)),
		RunE: func(command *cobra.Command, args []string) error {
			t, err := a.trust(args[0])
			if err != nil {
				return err
			}
			return a.confirmOrder(command.Context(), t, args[1], yes)
		},
	}
	yesFlag(command, &yes)
	return command
}

// confirmOrder finds the act, shows it and confirms it.
func (a *app) confirmOrder(ctx context.Context, t apiclient.Trust, digest string, yes bool) error {
	acts, err := t.Acts(ctx, "")
	if err != nil {
		return err
	}
	state, err := pickAct(acts, digest)
	if err != nil {
		return err
	}
	act, err := certificate.ParseAct(state.Act)
	if err != nil {
		return invalid(err)
	}
	about, err := t.Signer(ctx, act.Signer)
	if err != nil {
		return err
	}
	i := intent{what: "Confirm what another administrator proposed"}
	i.describe(act, about.Signer)
	i.add("proposed", state.Consents[0].At+" by "+short(state.Consents[0].Identity))
	if err := a.agree(i, yes); err != nil {
		return err
	}
	done, err := t.Confirm(ctx, act, state.Digest)
	if err != nil {
		return err
	}
	return a.show(done, func(w io.Writer) { writeDone(w, act, done) })
}

// shortest is how much of a digest must be typed.
const shortest = 8

// pickAct finds the one act whose digest begins as typed.
func pickAct(acts []registry.ActState, digest string) (registry.ActState, error) {
	var found []registry.ActState
	for _, state := range acts {
		if len(digest) >= shortest && strings.HasPrefix(state.Digest, strings.TrimSuffix(digest, "…")) && len(state.Consents) > 0 {
			found = append(found, state)
		}
	}
	if len(found) != 1 {
		return registry.ActState{}, usagef("%d acts begin with %q; type at least %d digits of the digest, as origo signer acts shows it", len(found), digest, shortest)
	}
	return found[0], nil
}
