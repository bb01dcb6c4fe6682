package api

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"

	"origo/api/audit"
	"origo/api/identity"
	"origo/api/lookout"
	"origo/api/readmodel"
	"origo/api/replay"
	"origo/api/stamps"
	"origo/api/webhook"
	"origo/api/wire"
	"origo/certificate"
	"origo/clearance"
	"origo/clearance/sheet"
	"origo/client"
	rules "origo/fta-rules"
	"origo/fta-rules/answers"
	"origo/fta-rules/explain"
)

// Options are what a server needs from outside.
type Options struct {
	Organisation string // whose server this is
	Country      string // ISO 3166-1 alpha-2
	Registries   Registries
	Identity     Identity
	Rules        *rules.Book // nil means those built in
	Log          *slog.Logger
	Now          func() time.Time
	Tracer       trace.Tracer  // nil traces nothing
	Random       io.Reader     // of salts; nil means the system's
	Deadline     time.Duration // of one request; 0 means DefaultDeadline
	StateDir     string        // directory for what must outlast the process; it must exist
	ReadModel    *readmodel.Model
	Webhooks     *webhook.Hooks // may be nil, like ReadModel: then there are no lists and no events
	StatusRate   float64        // public status look-ups per second and client address; 0 means DefaultStatusRate
}

// Defaults of Options.
const (
	DefaultDeadline   = 50 * time.Second // the stages of a submission together
	DefaultStatusRate = 5.0
)

// Server answers the routes of the specification for one organisation.
type Server struct {
	Options
	log     *slog.Logger
	echo    *echo.Echo
	rules   map[string]rule
	desks   map[explain.Language]answers.Desk
	sheets  map[explain.Language]sheet.Desk
	assess  *clearance.Assessor
	metrics *metrics
	looks   *limiter
	texts   map[explain.Language]translation
	manual  func() (page, error)
	answers *replay.Store
	audit   *audit.Log
	lookout *lookout.Lookout
	stamps  *stamps.Store

	stopping chan struct{} // closed when streams must end
	stop     sync.Once
}

var _ wire.StrictServerInterface = (*Server)(nil)

// New makes a server; it fails where options are missing or the specification
// contradicts itself.
func New(o Options) (*Server, error) {
	if err := o.check(); err != nil {
		return nil, fmt.Errorf("make API server: %w", err)
	}
	access, err := readRules(Specification)
	if err != nil {
		return nil, fmt.Errorf("make API server: %w", err)
	}
	book, desks, err := o.desks()
	if err != nil {
		return nil, fmt.Errorf("make API server: %w", err)
	}
	o = o.withDefaults()
	s := &Server{Options: o, log: o.Log, stopping: make(chan struct{}), rules: access, desks: desks, assess: clearance.NewAssessor(book), metrics: newMetrics(o.Registries, o.Now), looks: newLimiter(o.StatusRate, o.Now)}
	s.lookout = lookout.New(o.Registries, o.Now)
	s.manual = sync.OnceValues(func() (page, error) { return newPage(Specification) })
	if s.sheets, err = openSheets(); err != nil {
		return nil, fmt.Errorf("make API server: %w", err)
	}
	if s.texts, err = translations(); err != nil {
		return nil, fmt.Errorf("make API server: %w", err)
	}
	if err := s.openState(); err != nil {
		return nil, fmt.Errorf("make API server: %w", err)
	}
	s.metrics.registry.MustRegister(modelAge{s}, auditHead{s.audit})
	s.echo = s.router()
	return s, nil
}

// Stopping ends what would go on for long, such as streams of events.
func (s *Server) Stopping() { s.stop.Do(func() { close(s.stopping) }) }

func (o Options) check() error {
	if o.Organisation == "" || o.Country == "" || o.Registries == nil || o.Identity == nil || o.Log == nil || o.Now == nil || o.StateDir == "" {
		return errors.New("organisation, country, registries, identity, log, clock and state directory are needed")
	}
	return nil
}

// openState opens what the state directory holds. The answers come first: only
// one server can hold them, and so only one writes the audit log.
func (s *Server) openState() error {
	var err error
	if s.answers, err = replay.Open(s.StateDir, s.Now); err != nil {
		return err
	}
	if s.audit, err = audit.Open(filepath.Join(s.StateDir, AuditDir), s.Now); err != nil {
		return errors.Join(err, s.answers.Close())
	}
	if s.stamps, err = stamps.Open(s.StateDir); err != nil {
		return errors.Join(err, s.audit.Close(), s.answers.Close())
	}
	s.witness(s.audit.Head())
	return nil
}

// AuditDir is the directory of the audit log inside the state directory.
const AuditDir = "audit"

// Close lets go of the files of the state directory.
func (s *Server) Close() error {
	s.witness(s.audit.Head())
	return errors.Join(s.audit.Close(), s.stamps.Close(), s.answers.Close())
}

// desks prepares the answers about rules, loading the rules built in if no others are given.
func (o Options) desks() (*rules.Book, map[explain.Language]answers.Desk, error) {
	book, err := o.Rules, error(nil)
	if book == nil {
		if book, err = LoadRules(""); err != nil {
			return nil, nil, err
		}
	}
	desks, err := openDesks(book)
	return book, desks, err
}

func (o Options) withDefaults() Options {
	if o.Tracer == nil {
		o.Tracer = noop.NewTracerProvider().Tracer("")
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Deadline == 0 {
		o.Deadline = DefaultDeadline
	}
	if o.StatusRate == 0 {
		o.StatusRate = DefaultStatusRate
	}
	return o
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

// router joins the generated routes with what stands before each of them.
func (s *Server) router() *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.Binder = strictBinder{}
	e.HTTPErrorHandler = s.renderProblem
	e.IPExtractor = echo.ExtractIPDirect() // headers that claim another address are not believed
	e.Use(s.number, s.trace, s.observe, s.catch, secure)
	before := map[string][]echo.MiddlewareFunc{}
	for operation, r := range s.rules {
		before[operation] = []echo.MiddlewareFunc{s.bound(r), s.authorise(r), s.tag(r), s.once(r), s.record(r)}
	}
	handler := wire.NewStrictHandler(s, nil)
	wire.RegisterHandlersWithOptions(e, handler, wire.RegisterHandlersOptions{OperationMiddlewares: before})
	return e
}

// place is where a request wants to act: a certificate on one ledger.
type place struct {
	id        certificate.ID
	agreement certificate.Agreement
	ledger    client.Registry
}

// address is how the routes of a certificate name it.
type address struct {
	form      certificate.Form
	country   string
	reference string
	agreement *certificate.Agreement
}

// at finds the place of an address for the role acting.
func (s *Server) at(a address, role identity.Role) (place, error) {
	id := certificate.ID{Form: a.form, Country: a.country, Reference: a.reference}
	if err := id.Check(); err != nil {
		return place{}, fault{code: codeParameter, pointer: "reference", detail: err.Error()}
	}
	agreement, err := agreementOf(s.Registries.Agreements(), a.form, a.agreement)
	if err != nil {
		return place{}, err
	}
	ledger, err := s.Registries.For(agreement, role)
	return place{id: id, agreement: agreement, ledger: ledger}, err
}
