package cli

import (
	"io"

	"origo/cmd/origo/internal/apiclient"
)

// subject is a certificate as the command line names it: by the words of its name and, where its form leaves the agreement
// open, by --agreement.
type subject struct {
	args      []string
	agreement string
}

// ask puts one question about a certificate to the API, or one act, and shows the answer.
func ask[T any](a *app, of subject, call func(*apiclient.Client, apiclient.Target) (T, error), write func(io.Writer, T)) error {
	t, err := target(of.args, of.agreement)
	if err != nil {
		return err
	}
	c, err := a.client()
	if err != nil {
		return err
	}
	answer, err := call(c, t)
	if err != nil {
		return err
	}
	return a.show(answer, func(w io.Writer) { write(w, answer) })
}
