package paper

import (
	"slices"

	"origo/certificate/registry"
)

// Outstanding is the account of an electronic certificate as it stands once the paper's uses are taken over, in the way
// in which Join takes them over. Until then they are used all the same. A paper that was joined adds nothing.
func Outstanding(p registry.Paper, account registry.Account) registry.Account {
	if p.Joined != nil {
		return account
	}
	account.Balances, account.Uses = slices.Clone(account.Balances), slices.Clone(account.Uses)
	for _, use := range p.Uses {
		if use.Reversal == nil && !stands(account, use.Declaration) {
			enter(&account, use)
		}
	}
	return account
}

// stands reports whether the account has a use under the declaration's number.
func stands(account registry.Account, declaration string) bool {
	return slices.ContainsFunc(account.Uses, func(u registry.Use) bool { return u.Declaration == declaration })
}

// enter adds a use, as far as the balances cover it.
func enter(account *registry.Account, use registry.Use) {
	use.UseRequest = covered(use.UseRequest, account.Balances)
	use.Sequence = len(account.Uses) + 1
	account.Uses = append(account.Uses, use)
	for i := range account.Balances {
		balance := &account.Balances[i]
		for _, line := range use.Lines {
			if line.Item == balance.Item {
				balance.Used, balance.Refused, balance.RefusedIn = balance.Used.Add(line.Quantity), false, 0
			}
		}
		if refuses(use.UseRequest, balance.Item) {
			balance.Refused, balance.RefusedIn = true, use.Sequence
		}
	}
}

// refuses reports whether a use gives grounds against an item and takes nothing of it.
func refuses(use registry.UseRequest, item int) bool {
	taken := slices.ContainsFunc(use.Lines, func(l registry.UseLine) bool { return l.Item == item })
	against := slices.ContainsFunc(use.Grounds, func(g registry.Ground) bool {
		return g.Item == item || g.Item == 0 && use.Outcome == registry.Refused
	})
	return against && !taken
}
