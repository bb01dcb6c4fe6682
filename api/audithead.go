package api

import (
	"encoding/hex"

	"github.com/prometheus/client_golang/prometheus"

	"origo/api/audit"
)

// auditHead shows the head of the audit log, so that whoever collects figures
// witnesses it.
type auditHead struct{ log *audit.Log }

var (
	auditEntriesFigure = prometheus.NewDesc("origo_audit_entries", "Entries in the audit log.", nil, nil)
	auditHeadFigure    = prometheus.NewDesc("origo_audit_head", "First 48 bits of the newest audit entry's hash, as a whole number.", nil, nil)
)

// Describe names the figures.
func (a auditHead) Describe(to chan<- *prometheus.Desc) {
	to <- auditEntriesFigure
	to <- auditHeadFigure
}

// Collect gives the head: as many bits of it as a figure holds exactly.
func (a auditHead) Collect(to chan<- prometheus.Metric) {
	head := a.log.Head()
	to <- prometheus.MustNewConstMetric(auditEntriesFigure, prometheus.GaugeValue, float64(head.Sequence))
	to <- prometheus.MustNewConstMetric(auditHeadFigure, prometheus.GaugeValue, float64(beginning(head.Hash)))
}

// beginning is the first 48 bits of a hash; 0 if there is none.
func beginning(hash string) (bits uint64) {
	raw, err := hex.DecodeString(hash)
	if err != nil || len(raw) < 6 {
		return 0
	}
	for _, b := range raw[:6] {
		bits = bits<<8 | uint64(b)
	}
	return bits
}
