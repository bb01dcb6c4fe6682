package readmodel

import (
	"context"
	"fmt"

	"origo/api/store"
)

// version is of the tables below. A model of another version is built anew.
const version = 3

// tables lists what the model consists of.
var tables = []string{"checkpoint", "certificate", "term", "decision", "ground", "tally", "tally_decision", "tally_ground", "verification", "event"}

// schema makes the tables. Dates and instants are text that sorts by time.
var schema = []string{
	`CREATE TABLE checkpoint (
		channel {text} PRIMARY KEY,
		block BIGINT NOT NULL,
		hash {text},
		time {text})`,
	`CREATE TABLE certificate (
		channel {text}, certificate {text},
		form {text}, country {text}, importing_country {text}, office {text},
		status {text}, usage {text}, issue_date {text}, expiry {text},
		exporter {text}, consignee {text}, codes {text}, exporter_number {text}, consignee_number {text},
		lines BIGINT NOT NULL, lines_used BIGINT NOT NULL, permille BIGINT NOT NULL,
		PRIMARY KEY (channel, certificate))`,
	`CREATE INDEX certificate_by_date ON certificate (issue_date, channel, certificate)`,
	`CREATE INDEX certificate_by_channel ON certificate (channel, issue_date, certificate)`,
	`CREATE INDEX certificate_by_office ON certificate (office, issue_date, channel, certificate)`,
	`CREATE INDEX certificate_by_status ON certificate (status, issue_date, channel, certificate)`,
	`CREATE INDEX certificate_by_usage ON certificate (usage, issue_date, channel, certificate)`,
	`CREATE INDEX certificate_by_form ON certificate (form, issue_date, channel, certificate)`,
	`CREATE INDEX certificate_by_expiry ON certificate (expiry)`,
	`CREATE TABLE term (
		kind {text}, word {text}, issue_date {text}, channel {text}, certificate {text},
		PRIMARY KEY (kind, word, issue_date, channel, certificate)){clustered}`,
	`CREATE INDEX term_by_certificate ON term (channel, certificate)`,
	`CREATE TABLE decision (
		channel {text}, certificate {text}, sequence BIGINT NOT NULL, decided_on {text}, outcome {text},
		PRIMARY KEY (channel, certificate, sequence)){clustered}`,
	`CREATE TABLE ground (
		channel {text}, certificate {text}, sequence BIGINT NOT NULL, ordinal BIGINT NOT NULL, decided_on {text}, code {text},
		PRIMARY KEY (channel, certificate, sequence, ordinal)){clustered}`,
	`CREATE TABLE tally (
		channel {text}, month {text}, status {text}, usage {text},
		certificates BIGINT NOT NULL, lines BIGINT NOT NULL, lines_used BIGINT NOT NULL, permille BIGINT NOT NULL,
		PRIMARY KEY (channel, month, status, usage)){clustered}`,
	`CREATE TABLE tally_decision (
		channel {text}, month {text}, outcome {text}, declarations BIGINT NOT NULL,
		PRIMARY KEY (channel, month, outcome)){clustered}`,
	`CREATE TABLE tally_ground (
		channel {text}, month {text}, code {text}, given BIGINT NOT NULL,
		PRIMARY KEY (channel, month, code)){clustered}`,
	`CREATE TABLE verification (
		channel {text}, id {text}, certificate {text}, importing {text}, issuing {text}, opened {text}, closed {text}, content {text},
		PRIMARY KEY (channel, id))`,
	`CREATE INDEX verification_by_certificate ON verification (channel, certificate)`,
	`CREATE INDEX verification_by_closure ON verification (closed)`,
	`CREATE TABLE event (
		channel {text}, block BIGINT NOT NULL, tx BIGINT NOT NULL, name {text}, subject {text},
		status {text}, transaction_id {text}, at {text},
		PRIMARY KEY (channel, block, tx)){clustered}`,
}

// prepare makes the tables, dropping those of another version first.
func prepare(ctx context.Context, db *store.DB) error {
	err := db.Alone(ctx, func(tx store.Runner) error {
		if _, err := tx.Exec(ctx, `CREATE TABLE IF NOT EXISTS read_model (version BIGINT NOT NULL)`); err != nil {
			return err
		}
		found := 0
		rows, err := tx.Query(ctx, `SELECT version FROM read_model`)
		err = store.Each(rows, err, func(scan func(...any) error) error { return scan(&found) })
		if err != nil || found == version {
			return err
		}
		return create(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("prepare read model: %w", err)
	}
	return nil
}

// create makes all tables anew.
func create(ctx context.Context, tx store.Runner) error {
	statements := []string{`DELETE FROM read_model`}
	for _, table := range tables {
		statements = append(statements, `DROP TABLE IF EXISTS `+table)
	}
	for _, statement := range append(statements, schema...) {
		if _, err := tx.Exec(ctx, statement); err != nil {
			return fmt.Errorf("make read model: %w", err)
		}
	}
	_, err := tx.Exec(ctx, `INSERT INTO read_model (version) VALUES (?)`, version)
	return err
}
