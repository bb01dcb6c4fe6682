package api

import (
	"context"
	"log/slog"
	"sync"

	"github.com/prometheus/client_golang/prometheus"

	"origo/certificate"
	"origo/client/warm"
)

// Warm keeps answers of the ledgers in memory, at most so many for each channel (0 for the default), and follows every
// channel's blocks until the context ends; the function it gives waits for that. Call it before the first For.
func (l *Ledgers) Warm(ctx context.Context, entries int, log *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	l.views = map[certificate.Agreement]*warm.Views{}
	var following sync.WaitGroup
	for _, agreement := range l.agreements {
		views := warm.New(warm.Options{Agreement: agreement, Peer: l.connection, Entries: entries})
		l.views[agreement] = views
		following.Go(func() {
			views.Follow(ctx, func(err error) { log.Warn("nothing is answered from memory for now", "cause", err.Error()) })
		})
	}
	return func() { cancel(); following.Wait() }
}

// Warmth tells by agreement how answering from memory is doing.
func (l *Ledgers) Warmth() map[certificate.Agreement]warm.Figures {
	all := map[certificate.Agreement]warm.Figures{}
	for agreement, views := range l.views {
		all[agreement] = views.Figures()
	}
	return all
}

// warmed are Registries that answer from memory.
type warmed interface {
	Warmth() map[certificate.Agreement]warm.Figures
}

// warmFigures shows Prometheus how answering from memory is doing.
type warmFigures struct{ warmed }

var (
	questionsFigure = prometheus.NewDesc("origo_warm_questions_total",
		"Questions about the ledger: answered from memory (hit), read and kept (miss), read because following was not confirmed (aside).",
		[]string{"channel", "result"}, nil)
	entriesFigure = prometheus.NewDesc("origo_warm_entries", "Answers in memory.", []string{"channel"}, nil)
	liveFigure    = prometheus.NewDesc("origo_warm_live", "Whether answers are given from memory.", []string{"channel"}, nil)
	followFigure  = prometheus.NewDesc("origo_warm_height", "Number of blocks followed.", []string{"channel"}, nil)
	behindFigure  = prometheus.NewDesc("origo_warm_behind_seconds",
		"Time since the peer was last asked whose blocks had all been followed.", []string{"channel"}, nil)
)

// Describe names the figures.
func (w warmFigures) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{questionsFigure, entriesFigure, liveFigure, followFigure, behindFigure} {
		to <- d
	}
}

// Collect reads the figures of every channel.
func (w warmFigures) Collect(to chan<- prometheus.Metric) {
	for agreement, f := range w.Warmth() {
		channel := string(agreement)
		for result, n := range map[string]uint64{"hit": f.Hits, "miss": f.Misses, "aside": f.Aside} {
			to <- prometheus.MustNewConstMetric(questionsFigure, prometheus.CounterValue, float64(n), channel, result)
		}
		live := 0.0
		if f.Live {
			live = 1
		}
		to <- prometheus.MustNewConstMetric(liveFigure, prometheus.GaugeValue, live, channel)
		to <- prometheus.MustNewConstMetric(entriesFigure, prometheus.GaugeValue, float64(f.Entries), channel)
		to <- prometheus.MustNewConstMetric(followFigure, prometheus.GaugeValue, float64(f.Height), channel)
		to <- prometheus.MustNewConstMetric(behindFigure, prometheus.GaugeValue, f.Behind.Seconds(), channel)
	}
}
