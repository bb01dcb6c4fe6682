package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"origo/api/wire"
)

// paperList lists the papers that the own customs keep.
func (a *app) paperList() *cobra.Command {
	var agreement, cursor string
	var all bool
	command := &cobra.Command{
		Use:   "list",
		Short: "List the papers that are open, and which of them can be joined",
		Args:  positional(cobra.NoArgs),
		RunE: func(command *cobra.Command, _ []string) error {
			c, err := a.client()
			if err != nil {
				return err
			}
			parameters := map[string]string{"agreement": agreement, "cursor": cursor}
			if all {
				parameters["open"] = "false"
			}
			list, err := c.Papers(command.Context(), parameters)
			if err != nil {
				return err
			}
			return a.show(list, func(w io.Writer) { writePapers(w, list) })
		},
	}
	flags := command.Flags()
	flags.StringVar(&agreement, "agreement", "", "only those under atiga, vkfta or ukvfta")
	flags.StringVar(&cursor, "cursor", "", "go on after the page that ended with this")
	flags.BoolVar(&all, "all", false, "also those whose uses the electronic record has taken over")
	return command
}

func writePapers(w io.Writer, list wire.PaperList) {
	for _, l := range list.Papers {
		p, state := l.Paper, "open"
		switch {
		case p.Joined != nil:
			state = signMet + " joined"
		case l.Arrived:
			state = signUnsure + " the electronic certificate is on the ledger; join it"
		}
		fmt.Fprintf(w, "%s  issued %s, to %s  %s  %d declarations  %s\n", p.Certificate, p.IssueDate, l.Expiry,
			strings.ReplaceAll(string(p.Reason), "_", " "), len(p.Uses), state)
	}
	if list.Cursor != nil {
		fmt.Fprintf(w, "more: --cursor %q\n", *list.Cursor)
	}
}
