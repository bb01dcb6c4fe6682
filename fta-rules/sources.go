package rules

import (
	"origo/certificate"
	"origo/fta-rules/atiga"
	"origo/fta-rules/ukvfta"
	"origo/fta-rules/vkfta"
)

// Sources are the agreements that Origo holds rules of. docs/rules.md shows how to add one.
func Sources() []Source {
	return []Source{
		{certificate.ATIGA, atiga.Rules, atiga.Checks, atiga.Provisions},
		{certificate.UKVFTA, ukvfta.Rules, ukvfta.Checks, ukvfta.Provisions},
		{certificate.VKFTA, vkfta.Rules, vkfta.Checks, vkfta.Provisions},
	}
}
