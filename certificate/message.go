package certificate

import (
	"maps"
	"slices"
)

// message is the English text of a problem and of what mends it. Names in braces are parameters.
type message struct{ text, remedy string }

// messageOf finds the text of a code.
func messageOf(code Code) message { return messages[code] }

// Codes lists every code that Validate can report in alphabetical order, so that translations can be complete.
func Codes() []Code { return slices.Sorted(maps.Keys(messages)) }

// Wording is the English text of a code and of what mends it, with parameters in braces; empty for an unknown code. It is
// what translations are held against.
func Wording(code Code) (text, remedy string) {
	m := messageOf(code)
	return m.text, m.remedy
}

// messages holds one entry for every code that Validate can report.
var messages = map[Code]message{
	// Single fields.
	"missing":           {"{field} is not filled in", "Fill it in"},
	"untidy_text":       {"{field} begins or ends with a blank, or has two in a row", "Remove the surplus blanks"},
	"too_long":          {"{field} is longer than {limit} characters", "Shorten it"},
	"too_many":          {"{field} has more than {limit} entries", "Use a further certificate for the rest"},
	"out_of_range":      {"{field} is out of range", "Correct the number"},
	"not_positive":      {"{field} is not greater than zero", "State the amount"},
	"unknown_edition":   {"the edition of the Harmonised System is not 2012, 2017 or 2022", "State the edition the code was taken from"},
	"wrong_type":        {"type or version is not {limit}", "Use the document format of this version"},
	"bad_form":          {"no such form", "Use D, VK, KV, EUR.1 or OD"},
	"bad_agreement":     {"no such agreement", "Use atiga, vkfta or ukvfta"},
	"bad_country":       {"not an ISO 3166 country code", "Use the two-letter code, such as VN"},
	"bad_currency":      {"not an ISO 4217 currency code", "Use the three-letter code, such as USD"},
	"bad_unit":          {"not a UN/ECE Recommendation 20 unit code", "Use a code such as KGM for kilograms or H87 for pieces"},
	"bad_hs":            {"not a code of the Harmonised System", "Give 6 to 10 digits without points, beginning with a chapter from 01 to 97"},
	"bad_reference":     {"not a reference number", "Use at most 70 plain characters without surplus blanks"},
	"bad_network":       {"not the name of a network", "Use the name your network gives, of letters, digits and . _ : -"},
	"bad_office":        {"not an office or exporter code", "Use the code in the trust registry, of letters, digits, blanks and . / _ -"},
	"bad_fingerprint":   {"not the fingerprint of a signer", "Give the SHA-256 of the signer's certificate as 64 small hexadecimal digits"},
	"bad_retro_reason":  {"no such reason for late issue", "Use error_or_omission, refused_on_technical_grounds or destination_fixed_later"},
	"bad_cumulation":    {"no such cumulation entry", "Use article_3_6 or article_3_11"},
	"bad_text_variant":  {"no such wording of a declaration", "Use atiga, ukvfta_annex_vi_en or ukvfta_annex_vi_vi"},
	"bad_exporter_kind": {"no such kind of exporter", "Use certified_exporter, approved_exporter or exporter"},
	"bad_document_kind": {"a declaration may not stand on such a document", "Use an invoice or another commercial document; transport documents do not serve"},
	"bad_act_kind":      {"no such kind of act", "Use cancel_certificate, suspend_signer, revoke_signer or reinstate_signer"},

	// Agreement, countries and number.
	"form_not_of_agreement":    {"this form does not belong to the agreement {agreement}", "Choose the form of the agreement under which preference is claimed"},
	"issuer_not_party":         {"{country} does not issue this document", "Let a country issue it that the agreement names"},
	"importer_not_other_party": {"{country} is not another party to the agreement", "Name the importing party"},
	"origin_country_wrong":     {"goods certified here cannot originate in {country}", "State the exporting country, or on a back-to-back certificate the country of the originals"},
	"exporter_elsewhere":       {"the exporter is not in {country}", "Name the exporter in the exporting country; a seller elsewhere belongs to the invoice"},
	"reference_pattern":        {"the number does not read as this issuer's numbers do", "Write it as in {example}"},
	"not_on_form":              {"the form does not show this", "Leave it out, or use the form that shows it"},

	// Lines of goods.
	"item_number":       {"lines are not numbered 1, 2, 3 and so on", "Number the lines in order"},
	"packages_or_bulk":  {"the goods must be either in packages or in bulk", "Give number and kind of packages, or mark the line in bulk"},
	"criterion_unknown": {"the origin criterion is not one that the form admits", "Write it as in the overleaf notes; accumulation and de minimis are no criteria, and EUR.1 shows none"},
	"fob_missing":       {"the FOB price is missing although the criterion is a regional value content", "State amount and currency"},
	"fob_not_shown":     {"the FOB price is shown although the form does not show it for these goods", "Leave the FOB price out"},
	"fob_currency":      {"FOB prices are in different currencies", "State all of them in one currency"},
	"weight_unit":       {"the unit of the gross weight is not a unit of mass", "Use KGM or another unit of mass; other measures belong to the quantity"},
	"total_differs":     {"the total is not the sum of the lines", "Correct the total or the lines"},

	// Dates.
	"retroactive_missing":      {"issued on {issue_date}, after {last_day}, without the words \"{wording}\"", "Add the remark; the certificate then is to be issued anew"},
	"retroactive_unfounded":    {"marked \"{wording}\" although issued no later than the shipment", "Remove the remark or correct the shipment date"},
	"retroactive_reason":       {"the reason for late issue is missing, or does not belong here", "Give a reason with the remark only, on EUR.1 always; the other forms know error_or_omission alone"},
	"certification_date":       {"the date of certification is not the date of issue {issue_date}", "Make the dates agree; only a copy is certified later than the original was issued"},
	"declared_after_certified": {"the exporter's declaration is dated after the certification of {certified}", "Correct the date"},

	// Remarks and links.
	"exhibition_dates":        {"the exhibition ends before it begins", "Correct its dates"},
	"partial_cumulation_tick": {"the Partial Cumulation tick and a criterion \"PC x%\" do not go together here", "Tick it exactly if a line is certified with \"PC x%\""},
	"de_minimis_tick":         {"De Minimis is ticked although no line rests on a change of classification", "Remove the tick or correct the criterion"},
	"cumulation_entry":        {"cumulation entries are given twice, out of order or for goods not made in Viet Nam", "Give each entry once, article_3_11 before article_3_6, on proofs made out in Viet Nam"},
	"copy_without_original":   {"marked as a copy without naming the original", "Give number and date of the original"},
	"copy_not_marked":         {"names an original without the words \"{wording}\"", "Add the words"},
	"copy_differs":            {"the copy does not bear the original's date of issue", "Repeat the original's date; the day of the copy belongs to the certification"},
	"link_wrong":              {"the certificate pointed to is not another, earlier one of this form and issuer", "Correct its number or date"},

	// Invoices.
	"invoice_twice":              {"the invoice is listed twice", "List it once"},
	"invoice_unknown":            {"the line refers to an invoice that is not listed", "List the invoice or correct its number"},
	"invoice_issuer_missing":     {"\"{wording}\" is marked without the name and country of the company that issues the invoice", "Name the company and its country"},
	"third_country_tick_missing": {"the invoice comes from another company without the mark \"{wording}\"", "Add the mark"},
	"invoice_issuer_is_party":    {"the issuer of the invoice is in a party to the agreement", "Name the company outside Viet Nam and Korea, or remove the remark"},

	// Back-to-back certificates.
	"originals_missing":         {"Back-to-Back CO is ticked without the original proofs of origin", "Give number, date and quantity taken of every original"},
	"back_to_back_tick_missing": {"original proofs are given without the tick Back-to-Back CO", "Tick it"},
	"original_wrong":            {"the original {reference} is not a proof of this agreement from a third member", "Correct the original's form, country or number"},
	"original_expired":          {"issued outside the life of the original {reference}", "Issue within the validity of every original"},
	"original_item_unknown":     {"the original {reference} is taken for a line that does not exist", "Correct the line number"},
	"original_twice":            {"the same line of the original {reference} is listed twice for one line", "Add the quantities up in one entry"},
	"originals_short":           {"the quantities taken from the originals do not cover the line", "Lower the quantity or add originals"},

	// Origin declarations.
	"declaration_text":          {"the wording is not the one the agreement prescribes", "Use the agreement's own wording"},
	"exporter_kind":             {"the agreement knows no such exporters", "Use certified_exporter under ATIGA; approved_exporter or exporter under UKVFTA"},
	"authorisation":             {"the authorisation number is not the exporter's code, or an exporter without authorisation gives one", "Repeat the exporter's code as authorisation number, or leave the number out"},
	"declaration_reference":     {"the reference is not the exporter's code and the document's number", "Write {expected}"},
	"declaration_date":          {"the date is not the date of issue, which under ATIGA is the date of the document", "Make the dates agree"},
	"declaration_document":      {"an ATIGA declaration may not stand on this kind of document", "Use the invoice, else a billing statement, delivery order or packing list; with third country invoicing one of the latter"},
	"signatory_missing":         {"the signatory's name is missing, or a written undertaking is claimed by other than an approved exporter", "Give the name; only approved exporters under UKVFTA may undertake to leave it out"},
	"consignment_value_missing": {"the value of the consignment is missing", "State it: an exporter without approval may declare up to a limit only"},

	// Acts.
	"act_reason":  {"the reason does not fit the act {kind}", "Choose a reason of that kind of act"},
	"act_target":  {"the act must name either the certificate it cancels, or a signer and the moment from which it holds", "Name the one that belongs to its kind, and nothing else"},
	"act_not_own": {"the certificate is not of the acting country and agreement", "Let the country act that issued it"},
}
