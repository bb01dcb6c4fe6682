package api

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"
)

// modelAge asks how far the read model is when figures are collected.
type modelAge struct{ server *Server }

var (
	modelBlockFigure = prometheus.NewDesc("origo_read_model_block", "Newest block in the read model.", []string{"channel"}, nil)
	modelAgeFigure   = prometheus.NewDesc("origo_read_model_age_seconds", "Time since the newest block in the read model.", []string{"channel"}, nil)
)

// Describe names the figures.
func (m modelAge) Describe(to chan<- *prometheus.Desc) {
	to <- modelBlockFigure
	to <- modelAgeFigure
}

// Collect asks the database; while that is silent there are no figures.
func (m modelAge) Collect(to chan<- prometheus.Metric) {
	if m.server.ReadModel == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), collectWithin)
	defer cancel()
	channels, err := m.server.ReadModel.AsOf(ctx)
	if err != nil {
		return
	}
	for _, c := range channels {
		channel := string(c.Agreement)
		to <- prometheus.MustNewConstMetric(modelBlockFigure, prometheus.GaugeValue, float64(c.Block), channel)
		if age := m.server.age(c.BlockTime); age != nil {
			to <- prometheus.MustNewConstMetric(modelAgeFigure, prometheus.GaugeValue, float64(*age), channel)
		}
	}
}
