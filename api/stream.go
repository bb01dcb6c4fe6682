package api

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"origo/api/readmodel"
	"origo/api/wire"
)

// Times of a stream of events.
const (
	defaultWait = 45 * time.Second // after which a stream ends and the client calls again
	lookEvery   = time.Second      // for events that another process has added; tells that the stream is alive, too
)

// FollowEvents streams what happens to certificates as server-sent events.
func (s *Server) FollowEvents(ctx context.Context, r wire.FollowEventsRequestObject) (wire.FollowEventsResponseObject, error) {
	m, err := s.model()
	if err != nil {
		return nil, err
	}
	at, err := s.startOf(ctx, m, r.Params)
	if err != nil {
		return nil, err
	}
	wait := defaultWait
	if seconds := r.Params.Wait; seconds != nil {
		if *seconds < 0 || time.Duration(*seconds)*time.Second > defaultWait {
			return nil, fault{code: codeParameter, pointer: "wait", detail: "must be 0 to 45 seconds"}
		}
		wait = time.Duration(*seconds) * time.Second
	}
	return stream{ctx: ctx, server: s, model: m, at: at, wait: wait}, nil
}

// startOf is the position after which the stream begins: the one the caller saw
// last, the beginning, or now.
func (s *Server) startOf(ctx context.Context, m *readmodel.Model, p wire.FollowEventsParams) (readmodel.Position, error) {
	switch {
	case p.LastEventID != nil:
		at, err := readmodel.ParsePosition(*p.LastEventID)
		if err != nil {
			return at, fault{code: codeParameter, pointer: "Last-Event-ID", detail: err.Error()}
		}
		return at, nil
	case p.From != nil && *p.From == wire.Start:
		return readmodel.Position{}, nil
	default:
		at, err := m.Now(ctx)
		return at, s.noModel(ctx, err)
	}
}

// stream is an answer that goes on while things happen.
type stream struct {
	ctx    context.Context // of the request: the generated interface hands on none
	server *Server
	model  *readmodel.Model
	at     readmodel.Position
	wait   time.Duration
}

// VisitFollowEventsResponse writes the stream until its time is up, the caller
// leaves or the server stops. Whoever calls again with the id of the last event
// misses nothing.
func (e stream) VisitFollowEventsResponse(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.WriteHeader(http.StatusOK)
	to := bufio.NewWriter(w)
	over := time.NewTimer(e.wait)
	defer over.Stop()
	fmt.Fprintf(to, "retry: 1000\nid: %s\n\n", e.at) // an error shows when it is flushed
	for {
		changed := e.model.Changed()
		if err := e.send(to); err != nil {
			return err
		}
		if err := flush(to, w); err != nil || !e.idle(to, over.C, changed) {
			return err
		}
	}
}

// idle waits for something to send; false if the stream is over.
func (e stream) idle(to *bufio.Writer, over <-chan time.Time, changed <-chan struct{}) bool {
	look := time.NewTimer(lookEvery)
	defer look.Stop()
	select {
	case <-changed:
	case <-look.C:
		fmt.Fprint(to, ":\n\n") // a comment; an error shows when it is flushed
	case <-over:
		return false
	case <-e.ctx.Done():
		return false
	case <-e.server.stopping:
		return false
	}
	return true
}

// send writes all events after the position and moves it on.
func (e *stream) send(to *bufio.Writer) error {
	for {
		events, err := e.model.Events(e.ctx, e.at)
		if err != nil || len(events) == 0 {
			return nil // the caller calls again
		}
		for _, event := range events {
			e.at = e.at.After(event)
			raw, err := json.Marshal(event.CloudEvent(e.at))
			if err != nil {
				return fmt.Errorf("write event: %w", err)
			}
			if _, err := fmt.Fprintf(to, "id: %s\nevent: %s\ndata: %s\n\n", e.at, event.Name, raw); err != nil {
				return fmt.Errorf("send event: %w", err)
			}
		}
	}
}

func flush(to *bufio.Writer, w http.ResponseWriter) error {
	if err := to.Flush(); err != nil {
		return fmt.Errorf("send events: %w", err)
	}
	return http.NewResponseController(w).Flush()
}
