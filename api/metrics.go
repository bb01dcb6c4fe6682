package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"origo/certificate"
)

// metrics are the server's figures. Their labels come from fixed lists only.
type metrics struct {
	registry    *prometheus.Registry
	requests    *prometheus.CounterVec
	durations   *prometheus.HistogramVec
	problems    *prometheus.CounterVec
	verdicts    *prometheus.CounterVec
	submissions *prometheus.CounterVec
}

func newMetrics(ledgers Registries, now func() time.Time) *metrics {
	m := &metrics{
		registry:    prometheus.NewRegistry(),
		requests:    counter("requests_total", "Requests answered.", "method", "route", "status"),
		problems:    counter("problems_total", "Requests refused or failed, by problem code.", "code"),
		verdicts:    counter("verdicts_total", "Assessments, by overall verdict.", "verdict"),
		submissions: counter("submissions_total", "Transactions submitted, by kind and result.", "kind", "result"),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "origo", Name: "request_seconds", Help: "Time to answer.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"method", "route"}),
	}
	m.registry.MustRegister(m.requests, m.durations, m.problems, m.verdicts, m.submissions,
		ledgerAge{ledgers, now}, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if kept, ok := ledgers.(warmed); ok {
		m.registry.MustRegister(warmFigures{kept})
	}
	return m
}

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "origo", Name: name, Help: help}, labels)
}

func (m *metrics) request(method, route string, status int, took time.Duration) {
	m.requests.WithLabelValues(known(method), route, strconv.Itoa(status)).Inc()
	m.durations.WithLabelValues(known(method), route).Observe(took.Seconds())
}

// known keeps invented methods from becoming labels.
func known(method string) string {
	if method == http.MethodGet || method == http.MethodPost || method == http.MethodHead || method == http.MethodDelete {
		return method
	}
	return "other"
}

func (m *metrics) problem(code string) { m.problems.WithLabelValues(code).Inc() }

func (m *metrics) verdict(word string) { m.verdicts.WithLabelValues(word).Inc() }

// submission counts a transaction and passes its error on.
func (m *metrics) submission(kind string, err error) error {
	result := "committed"
	if err != nil {
		result = problemOf(err).Code
	}
	m.submissions.WithLabelValues(kind, result).Inc()
	return err
}

// handler serves the figures to Prometheus.
func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}

// ledgerAge asks each channel's height when figures are collected.
type ledgerAge struct {
	ledgers Registries
	now     func() time.Time
}

var (
	heightFigure  = prometheus.NewDesc("origo_ledger_height", "Number of blocks on the own peer.", []string{"channel"}, nil)
	ageFigure     = prometheus.NewDesc("origo_ledger_age_seconds", "Time since the newest block on the own peer.", []string{"channel"}, nil)
	reachedFigure = prometheus.NewDesc("origo_ledger_reachable", "Whether the own peer answers for the channel.", []string{"channel"}, nil)
)

// Describe names the figures.
func (l ledgerAge) Describe(to chan<- *prometheus.Desc) {
	to <- heightFigure
	to <- ageFigure
	to <- reachedFigure
}

// collectWithin keeps a silent peer from blocking the collection.
const collectWithin = 2 * time.Second

// Collect asks the organisation's own peer.
func (l ledgerAge) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), collectWithin)
	defer cancel()
	for _, agreement := range l.ledgers.Agreements() {
		l.collect(ctx, agreement, to)
	}
}

func (l ledgerAge) collect(ctx context.Context, agreement certificate.Agreement, to chan<- prometheus.Metric) {
	channel, reached := string(agreement), 0.0
	fresh, err := l.ledgers.Freshness(ctx, agreement)
	if err == nil {
		reached = 1
		to <- prometheus.MustNewConstMetric(heightFigure, prometheus.GaugeValue, float64(fresh.Height), channel)
	}
	to <- prometheus.MustNewConstMetric(reachedFigure, prometheus.GaugeValue, reached, channel)
	if at, parsed := time.Parse(time.RFC3339, fresh.BlockTime); err == nil && parsed == nil {
		to <- prometheus.MustNewConstMetric(ageFigure, prometheus.GaugeValue, l.now().Sub(at).Seconds(), channel)
	}
}
