package deadline

import "origo/certificate/registry"

// VisitAnswered are the entries by which the exporting side answers the notice of a visit.
func VisitAnswered() []registry.CaseAction {
	return []registry.CaseAction{registry.CaseVisitConsented, registry.CaseVisitRefused, registry.CaseVisitPostponed}
}

// VisitOver are the entries after which no visit is awaited.
func VisitOver() []registry.CaseAction {
	return []registry.CaseAction{registry.CaseVisitHeld, registry.CaseVisitRefused}
}
