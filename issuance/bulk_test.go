package issuance_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger/seeded"
	"origo/client"
	"origo/client/memory"
	"origo/issuance"
)

// pairs seals certificates with the numbers 1 to count.
func pairs(t testing.TB, w *seeded.World, count int) []issuance.Pair {
	t.Helper()
	all := make([]issuance.Pair, count)
	for i := range all {
		d := w.Specimen(certificate.FormD, "VN", i+1)
		s, err := w.Submission(d)
		if err != nil {
			t.Fatal(err)
		}
		all[i] = issuance.Pair{Name: fmt.Sprint(i + 1), Certificate: s.Certificate, Seal: s.Seal}
	}
	return all
}

// stream is pairs as lines, read as a file is.
func stream(t testing.TB, all []issuance.Pair) issuance.Source {
	t.Helper()
	var text bytes.Buffer
	for _, p := range all {
		if err := json.NewEncoder(&text).Encode(map[string][]byte{"certificate": p.Certificate, "seal": p.Seal}); err != nil {
			t.Fatal(err)
		}
	}
	return issuance.Stream(&text)
}

// anchoring submits through the registry port.
func anchoring(port client.Registry) issuance.Anchor {
	return func(ctx context.Context, p issuance.Pair, d *certificate.Document) (issuance.Receipt, error) {
		receipt, err := port.Issue(ctx, registry.Submission{Certificate: p.Certificate, Seal: p.Seal, Salt: make([]byte, 32)})
		var refusal *registry.Refusal
		if errors.As(err, &refusal) {
			return issuance.Receipt{}, &issuance.Rejection{Code: string(refusal.Code), Detail: refusal.Error()}
		}
		if err != nil {
			return issuance.Receipt{}, &issuance.Busy{Err: err}
		}
		record, err := port.Record(ctx, d.ID())
		if err != nil {
			return issuance.Receipt{}, &issuance.Busy{Err: err}
		}
		return issuance.Receipt{Transaction: receipt.Transaction, Block: receipt.Block, Fresh: record.AnchoredIn == receipt.Transaction}, nil
	}
}

// bulk is a run over a report, with little patience.
func bulk(t testing.TB, report string, anchor issuance.Anchor) *issuance.Bulk {
	t.Helper()
	r, err := issuance.OpenReport(report, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return &issuance.Bulk{Anchor: anchor, Report: r, Parallel: 8, Attempts: 8, Pause: time.Microsecond}
}

// TestTwoThousandWithAKillInTheMiddle: answers get lost, the run is killed, the report's last line is cut; the second
// run settles everything, and every certificate is anchored exactly once.
func TestTwoThousandWithAKillInTheMiddle(t *testing.T) {
	count := 2000
	if testing.Short() {
		count = 200
	}
	w := threeCountries(t)
	all, report := pairs(t, w, count), filepath.Join(t.TempDir(), "report.ndjson")
	anchor := anchoring(memory.Registry(w.Ledger, "VNIssuer", registry.RoleIssuer))
	ctx, kill := context.WithCancel(t.Context())
	var calls atomic.Int64
	faulty := func(ctx context.Context, p issuance.Pair, d *certificate.Document) (issuance.Receipt, error) {
		if calls.Add(1) == int64(count/2) {
			kill()
		}
		receipt, err := anchor(ctx, p, d)
		if rand.N(10) == 0 {
			return issuance.Receipt{}, &issuance.Busy{Err: errors.New("answer lost")}
		}
		return receipt, err
	}
	first, err := bulk(t, report, faulty).Run(ctx, stream(t, all))
	if !errors.Is(err, context.Canceled) || first.Anchored == 0 || first.Anchored >= count {
		t.Fatalf("the first run: %v, %+v", err, first)
	}
	raw, err := os.ReadFile(report)
	if err != nil || os.WriteFile(report, raw[:len(raw)-10], 0o600) != nil {
		t.Fatal(err)
	}
	second, err := bulk(t, report, anchor).Run(t.Context(), stream(t, all))
	done := first.Anchored + first.Standing - 1
	if err != nil || second.Seen != count || second.Before != done || second.Anchored+second.Standing != count-done {
		t.Errorf("the second run: %v, %+v after %+v", err, second, first)
	}
	third, err := bulk(t, report, nil).Run(t.Context(), stream(t, all))
	if err != nil || third.Before != count {
		t.Errorf("the third run: %v, %+v", err, third)
	}
	everyOnce(t, w, all, report)
}

// everyOnce checks the report against the ledger.
func everyOnce(t *testing.T, w *seeded.World, all []issuance.Pair, report string) {
	t.Helper()
	port := memory.Registry(w.Ledger, "THCustoms", registry.RoleCustoms)
	said := map[string]int{}
	for _, o := range outcomes(t, report) {
		said[o.Certificate]++
	}
	for _, p := range all {
		d, err := certificate.Parse(p.Certificate)
		if err != nil {
			t.Fatal(err)
		}
		if history, err := port.History(t.Context(), d.ID()); err != nil || len(history) != 1 || said[d.ID().String()] != 1 {
			t.Fatalf("%s: %v, %d changes, %d lines", d.ID(), err, len(history), said[d.ID().String()])
		}
	}
}

func outcomes(t *testing.T, report string) []issuance.Outcome {
	t.Helper()
	raw, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var all []issuance.Outcome
	for line := range bytes.Lines(raw) {
		var o issuance.Outcome
		if err := json.Unmarshal(line, &o); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		all = append(all, o)
	}
	return all
}

// TestOneBadPairHoldsUpNobody: refusals and unreadable lines are reported, the rest is anchored.
func TestOneBadPairHoldsUpNobody(t *testing.T) {
	w := threeCountries(t)
	all, report := pairs(t, w, 4), filepath.Join(t.TempDir(), "report.ndjson")
	all[1].Seal = all[0].Seal
	var text bytes.Buffer
	for _, p := range all {
		_ = json.NewEncoder(&text).Encode(map[string][]byte{"certificate": p.Certificate, "seal": p.Seal})
		text.WriteString("\n{\"certificate\":\"e30=\",\"seal\":\"AA==\"}\nnonsense\n")
	}
	text.WriteString(`{"certificate":"` + strings.Repeat("A", 3<<20) + "\"}\n")
	anchor := anchoring(memory.Registry(w.Ledger, "VNIssuer", registry.RoleIssuer))
	got, err := bulk(t, report, anchor).Run(t.Context(), issuance.Stream(&text))
	if want := (issuance.Summary{Seen: 13, Anchored: 3, Refused: 1, Unreadable: 9}); err != nil || got != want {
		t.Errorf("%v, %+v", err, got)
	}
	for _, o := range outcomes(t, report) {
		if o.Result == issuance.Refused && o.Code != string(registry.SealRefused) || o.Result == issuance.Unreadable && o.Detail == "" {
			t.Errorf("%+v", o)
		}
	}
}

// TestRefusalsAreTriedAgainOnDemand: with again, a later run comes back to refusals and to nothing else.
func TestRefusalsAreTriedAgainOnDemand(t *testing.T) {
	w := threeCountries(t)
	all, report := pairs(t, w, 2), filepath.Join(t.TempDir(), "report.ndjson")
	refusing := func(_ context.Context, p issuance.Pair, _ *certificate.Document) (issuance.Receipt, error) {
		return issuance.Receipt{Fresh: true}, map[bool]error{true: &issuance.Rejection{Code: "signer_unknown"}}[p.Name == "line 1"]
	}
	if got, err := bulk(t, report, refusing).Run(t.Context(), stream(t, all)); err != nil || got.Refused != 1 || got.Anchored != 1 {
		t.Fatalf("%v, %+v", err, got)
	}
	for again, want := range map[bool]issuance.Summary{false: {Seen: 2, Before: 2}, true: {Seen: 2, Before: 1, Refused: 1}} {
		r, err := issuance.OpenReport(report, again)
		if err != nil {
			t.Fatal(err)
		}
		got, err := (&issuance.Bulk{Anchor: refusing, Report: r, Parallel: 1}).Run(t.Context(), stream(t, all))
		if err := errors.Join(err, r.Close()); err != nil || got != want {
			t.Errorf("again %t: %v, %+v", again, err, got)
		}
	}
}

// TestSilenceEndsTheRun: a ledger that stays silent is not pestered with the rest, and being told to wait is heeded.
func TestSilenceEndsTheRun(t *testing.T) {
	w := threeCountries(t)
	var calls atomic.Int64
	silent := func(context.Context, issuance.Pair, *certificate.Document) (issuance.Receipt, error) {
		calls.Add(1)
		return issuance.Receipt{}, &issuance.Busy{After: 5 * time.Millisecond, Err: errors.New("busy")}
	}
	b := bulk(t, filepath.Join(t.TempDir(), "report.ndjson"), silent)
	b.Parallel, b.Attempts = 1, 3
	start := time.Now()
	got, err := b.Run(t.Context(), stream(t, pairs(t, w, 5)))
	if !errors.Is(err, issuance.ErrSilent) || got.Open != 1 || calls.Load() != 3 {
		t.Errorf("%v, %+v, %d calls", err, got, calls.Load())
	}
	if took := time.Since(start); took < 10*time.Millisecond {
		t.Errorf("took %s", took)
	}
}

// TestFatalErrorsEndTheRun: such as a token that is not taken.
func TestFatalErrorsEndTheRun(t *testing.T) {
	fatal := errors.New("nobody is signed in")
	w := threeCountries(t)
	b := bulk(t, filepath.Join(t.TempDir(), "report.ndjson"), func(context.Context, issuance.Pair, *certificate.Document) (issuance.Receipt, error) {
		return issuance.Receipt{}, fatal
	})
	if got, err := b.Run(t.Context(), stream(t, pairs(t, w, 20))); !errors.Is(err, fatal) || got.Anchored+got.Refused+got.Open != 0 {
		t.Errorf("%v, %+v", err, got)
	}
}

func TestDirectory(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"b.json": "B", "b.p7s": "SB", "a.json": "A", "notes.txt": "no", "c.json": "C", "c.p7s": "SC"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	source, err := issuance.Directory(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for p, err := range source {
		got = append(got, fmt.Sprintf("%s %s %s %t", p.Name, p.Certificate, p.Seal, err == nil))
	}
	if strings.Join(got, ", ") != "a.json A  false, b.json B SB true, c.json C SC true" {
		t.Error(got)
	}
	if _, err := issuance.Directory(filepath.Join(dir, "absent")); err == nil {
		t.Error("a directory that is not there is listed")
	}
}

func TestReportsOfOtherKindsAreRefused(t *testing.T) {
	for _, text := range []string{"hello\n", "hello", `{"agreement":"atiga"}`, "{}\n", `{"key":"zz","result":"anchored"}` + "\n", `{"key":"0a","result":"anchored"}` + "\n"} {
		name := filepath.Join(t.TempDir(), "report.ndjson")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := issuance.OpenReport(name, false); err == nil {
			t.Errorf("%q is taken for a report", text)
		}
		if raw, _ := os.ReadFile(name); string(raw) != text {
			t.Errorf("%q was changed", text)
		}
	}
}

// FuzzStream: no line, however broken, keeps the next from being read.
func FuzzStream(f *testing.F) {
	f.Add([]byte(`{"certificate":"e30=","seal":"AA=="}`))
	f.Add([]byte("\x00\xff{"))
	f.Fuzz(func(t *testing.T, line []byte) {
		text := append(bytes.ReplaceAll(line, []byte("\n"), nil), []byte("\n{\"certificate\":\"e30=\",\"seal\":\"AA==\"}\n")...)
		last := error(nil)
		count := 0
		for p, err := range issuance.Stream(bytes.NewReader(text)) {
			last = err
			count++
			if err == nil && (len(p.Certificate) == 0 || len(p.Seal) == 0) {
				t.Error("half a pair")
			}
		}
		if last != nil || count < 1 || count > 2 {
			t.Errorf("%d pairs, %v", count, last)
		}
	})
}

// TestLateStampIsHandedIn: a pair that was reported done without a stamp is sent once more with it, and no further time.
func TestLateStampIsHandedIn(t *testing.T) {
	w := threeCountries(t)
	all, report := pairs(t, w, 3), filepath.Join(t.TempDir(), "report.ndjson")
	var stamps []string
	anchor := func(ctx context.Context, p issuance.Pair, d *certificate.Document) (issuance.Receipt, error) {
		stamps = append(stamps, p.Stamp)
		return anchoring(memory.Registry(w.Ledger, "VNIssuer", registry.RoleIssuer))(ctx, p, d)
	}
	for run, want := range []struct{ before, anchored, standing, sent int }{{0, 3, 0, 3}, {2, 0, 1, 4}, {3, 0, 0, 4}} {
		if run > 0 {
			all[1].Stamp = "ORIGO1:LATE"
		}
		b := bulk(t, report, anchor)
		b.Parallel = 1
		got, err := b.Run(t.Context(), func(yield func(issuance.Pair, error) bool) {
			for _, p := range all {
				if !yield(p, nil) {
					return
				}
			}
		})
		if err != nil || got.Before != want.before || got.Anchored != want.anchored || got.Standing != want.standing || len(stamps) != want.sent {
			t.Errorf("run %d: %v, %+v, sent %q", run, err, got, stamps)
		}
	}
	if last := stamps[len(stamps)-1]; last != "ORIGO1:LATE" {
		t.Errorf("handed in %q", last)
	}
}
