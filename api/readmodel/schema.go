package readmodel

import (
	"context"
	"fmt"

	"origo/api/store"
)

// version is of the tables below. A model of another version is built anew.
const version = 1

// tables lists what the model consists of.
var tables = []string{"checkpoint", "certificate", "term", "ground", "event"}

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
		exporter {text}, consignee {text}, codes {text},
		PRIMARY KEY (channel, certificate))`,
	`CREATE INDEX certificate_by_date ON certificate (issue_date, channel, certificate)`,
	`CREATE INDEX certificate_by_channel ON certificate (channel, issue_date, certificate)`,
	`CREATE INDEX certificate_by_office ON certificate (office, issue_date, channel, certificate)`,
	`CREATE INDEX certificate_by_status ON certificate (status, issue_date, channel, certificate)`,
	`CREATE INDEX certificate_by_usage ON certificate (usage, issue_date, channel, certificate)`,
	`CREATE INDEX certificate_by_form ON certificate (form, issue_date, channel, certificate)`,
	`CREATE INDEX certificate_by_expiry ON certificate (expiry)`,
	`CREATE INDEX certificate_by_kind ON certificate (channel, status, usage, issue_date)`,
	`CREATE TABLE term (
		kind {text}, word {text}, issue_date {text}, channel {text}, certificate {text},
		PRIMARY KEY (kind, word, issue_date, channel, certificate)){clustered}`,
	`CREATE INDEX term_by_certificate ON term (channel, certificate)`,
	`CREATE TABLE ground (
		channel {text}, certificate {text}, ordinal BIGINT NOT NULL, code {text},
		PRIMARY KEY (channel, certificate, ordinal)){clustered}`,
	`CREATE INDEX ground_by_code ON ground (code)`,
	`CREATE TABLE event (
		channel {text}, block BIGINT NOT NULL, tx BIGINT NOT NULL, name {text}, subject {text},
		status {text}, transaction_id {text}, at {text},
		PRIMARY KEY (channel, block, tx)){clustered}`,
}

// prepare makes the tables, dropping those of another version first.
func prepare(ctx context.Context, db *store.DB) error {
	return db.Alone(ctx, func(tx store.Runner) error {
		if _, err := tx.Exec(ctx, `CREATE TABLE IF NOT EXISTS read_model (version BIGINT NOT NULL)`); err != nil {
			return fmt.Errorf("prepare read model: %w", err)
		}
		found := 0
		rows, err := tx.Query(ctx, `SELECT version FROM read_model`)
		err = store.Each(rows, err, func(scan func(...any) error) error { return scan(&found) })
		if err != nil || found == version {
			return err
		}
		return create(ctx, tx)
	})
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
