// Package store opens the database that a server keeps beside the ledger: an
// embedded SQLite file, or PostgreSQL. Statements are written once, with ?
// for arguments, and run on both.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
	_ "modernc.org/sqlite"             // driver "sqlite"
)

// The drivers that a configuration may name.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// Config says which database to use.
type Config struct {
	Driver string `yaml:"driver"` // sqlite or postgres
	DSN    string `yaml:"dsn"`    // path of the file, or a PostgreSQL connection string
}

// Check says what is wrong with the configuration and what to write there.
func (c Config) Check() error {
	switch {
	case c.Driver != SQLite && c.Driver != Postgres:
		return fmt.Errorf("driver: %q is not known; write sqlite or postgres", c.Driver)
	case c.DSN == "":
		return errors.New("dsn: is empty; write the path of a file for sqlite, a connection string for postgres")
	default:
		return nil
	}
}

// maxConnections bounds what one server asks of its database.
const maxConnections = 8

// DB is an open database. It is safe for use by many goroutines.
type DB struct {
	sql    *sql.DB
	driver string
}

// Open prepares a database. A SQLite file is made if there is none, readable by
// its owner only; PostgreSQL is not contacted before the first statement.
func Open(c Config) (*DB, error) {
	if err := c.Check(); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	name, dsn := "pgx", c.DSN
	if c.Driver == SQLite {
		if err := touch(c.DSN); err != nil {
			return nil, fmt.Errorf("open database: %w", err)
		}
		name, dsn = "sqlite", sqliteDSN(c.DSN)
	}
	db, err := sql.Open(name, dsn)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db.SetMaxOpenConns(maxConnections)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return &DB{sql: db, driver: c.Driver}, nil
}

// touch makes the file, so that SQLite does not make it for everybody to read.
func touch(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return file.Close()
}

// sqliteDSN asks for a write-ahead log that is on disk when a transaction has
// been committed, and for transactions that wait for each other.
func sqliteDSN(path string) string {
	options := url.Values{
		"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)"},
		"_txlock": {"immediate"},
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + options.Encode()
}

// Close ends all connections.
func (d *DB) Close() error { return d.sql.Close() }

// Runner runs statements, on their own or inside a transaction.
type Runner interface {
	Exec(ctx context.Context, statement string, args ...any) (changed int64, err error)
	Query(ctx context.Context, statement string, args ...any) (*sql.Rows, error)
}

// conn is what *sql.DB and *sql.Tx have in common.
type conn interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

type runner struct {
	conn
	driver string
}

// Exec runs a statement and says how many rows it changed.
func (r runner) Exec(ctx context.Context, statement string, args ...any) (int64, error) {
	result, err := r.ExecContext(ctx, r.rendered(statement), args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// Query runs a question.
func (r runner) Query(ctx context.Context, statement string, args ...any) (*sql.Rows, error) {
	return r.QueryContext(ctx, r.rendered(statement), args...)
}

// rendered puts a statement into the words of the database: numbered arguments,
// and for table definitions {text}, a column compared byte by byte, and
// {clustered}, a table that is its own index.
func (r runner) rendered(statement string) string {
	if r.driver == SQLite {
		return strings.NewReplacer("{text}", "TEXT NOT NULL", "{clustered}", " WITHOUT ROWID").Replace(statement)
	}
	statement = strings.NewReplacer("{text}", `TEXT COLLATE "C" NOT NULL`, "{clustered}", "").Replace(statement)
	var b strings.Builder
	for n := 1; ; n++ {
		before, after, found := strings.Cut(statement, "?")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteString("$" + strconv.Itoa(n))
		statement = after
	}
}

// Exec runs a statement in a transaction of its own.
func (d *DB) Exec(ctx context.Context, statement string, args ...any) (int64, error) {
	return runner{d.sql, d.driver}.Exec(ctx, statement, args...)
}

// Query runs a question.
func (d *DB) Query(ctx context.Context, statement string, args ...any) (*sql.Rows, error) {
	return runner{d.sql, d.driver}.Query(ctx, statement, args...)
}

// Do runs work in one transaction: all of it is kept, or nothing.
func (d *DB) Do(ctx context.Context, work func(Runner) error) error {
	tx, err := d.sql.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin transaction: %w", err)
	}
	if err := work(runner{tx, d.driver}); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit transaction: %w", err)
	}
	return nil
}

// aloneKey is the advisory lock that Alone takes in PostgreSQL. Any number does, if nobody else of the database uses it.
const aloneKey = 0x6f7269676f // "origo"

// Alone runs work in one transaction while nobody else's Alone runs on the
// database, in this process or another: for making tables.
func (d *DB) Alone(ctx context.Context, work func(Runner) error) error {
	return d.Do(ctx, func(tx Runner) error {
		if d.driver == Postgres { // SQLite's transactions exclude each other anyway
			if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(?)`, aloneKey); err != nil {
				return fmt.Errorf("wait for the database: %w", err)
			}
		}
		return work(tx)
	})
}

// Each calls found for every row of a question; scan reads the row's columns.
func Each(rows *sql.Rows, err error, found func(scan func(...any) error) error) error {
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := found(rows.Scan); err != nil {
			return errors.Join(err, rows.Close())
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}
