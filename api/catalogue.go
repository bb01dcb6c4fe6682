package api

import (
	"net/http"

	"origo/api/identity"
	"origo/certificate/registry"
)

// Codes of problems that arise at this edge. The ledger's refusals and the
// reasons for rejecting a token keep their own codes.
const (
	codeBody        = "body_malformed"
	codeField       = "field_invalid"
	codeParameter   = "parameter_invalid"
	codeTooLarge    = "body_too_large"
	codeContentType = "content_type_unsupported"
	codeNoRoute     = "route_unknown"
	codeNoSigner    = "signer_not_found"
	codeRefused     = "ledger_refused"
	codeMethod      = "method_not_allowed"
	codeForeign     = "other_organisation"
	codeFunction    = "function_missing"
	codeNotServed   = "agreement_not_served"
	codeOtherNumber = "number_differs"
	codeTooMany     = "too_many_requests"
	codeUnavailable = "ledger_unavailable"
	codeIdentity    = "identity_unavailable"
	codeUnknown     = "outcome_unknown"
	codeInvalid     = "transaction_invalid"
	codeReadBack    = "read_back_differs"
	codeBill        = "bill_unusable"
	codeReexport    = "reexport_missing"
	codeNotHeld     = "rules_not_held"
	codeNotLapsed   = "nothing_lapsed"
	codeNotRefused  = "nothing_refused"
	codeInternal    = "internal"
	codeStamp       = "stamp_refused"
	codeNoStamp     = "stamp_unknown"
	codeTooLong     = "print_too_long"
	codeNoModel     = "read_model_unavailable"
	codeManyHooks   = "too_many_webhooks"
	codeNoNumber    = "registration_missing"
	codeExporter    = "exporter_only"

	codeOtherRequest = "idempotency_conflict"
	codeUnderWay     = "idempotency_under_way"
	codeChanged      = "changed_since"

	codeNoAudit  = "audit_unavailable"
	codeUnlogged = "audit_not_written"
)

// kind is what is always said about a code.
type kind struct {
	status        int
	title, remedy string // the remedy may hold places such as {available}, filled from the problem's params
}

const (
	mendRequest     = "Correct the request as the specification at /openapi.yaml describes it."
	mendCertificate = "Correct the certificate, seal it again and send it again."
	askIssuer       = "Ask the issuing office."
	tryAgain        = "Repeat the same request in a few seconds; nothing was changed, and this says nothing about any certificate."
	readFirst       = "Read the certificate's record and account, then decide again."
	askAdmin        = "Ask the administrator of the trust registry of that country."
)

// catalogue holds every code that can appear in a problem document.
var catalogue = map[string]kind{
	codeBody:        {http.StatusBadRequest, "The body cannot be read", mendRequest},
	codeParameter:   {http.StatusBadRequest, "A parameter is missing or cannot be read", mendRequest},
	codeField:       {http.StatusUnprocessableEntity, "A field is missing or has no valid value", mendRequest},
	codeTooLarge:    {http.StatusRequestEntityTooLarge, "The body is too large", "Send at most {limit} bytes."},
	codeContentType: {http.StatusUnsupportedMediaType, "This content type is not accepted here", "Send application/json in UTF-8 without content encoding."},
	codeNoRoute:     {http.StatusNotFound, "There is no such route", "See /openapi.yaml. Slashes in a reference number are written %2F."},
	codeNoSigner:    {http.StatusNotFound, "No such signer is enrolled", "Check the fingerprint and the agreement."},
	codeRefused:     {http.StatusConflict, "The ledger refused for a reason this server does not know yet", "Report the refusal {refusal} to those who run this server; it is older than the contract."},
	codeMethod:      {http.StatusMethodNotAllowed, "The route does not know this method", "See /openapi.yaml."},
	codeForeign:     {http.StatusForbidden, "The token belongs to another organisation", "Call the server of your own organisation."},
	codeFunction:    {http.StatusForbidden, "This organisation does not act in that role", "Call a server of an organisation that does."},
	codeNotServed:   {http.StatusNotFound, "This organisation is not party to that agreement", "Check form and agreement, or call an organisation of that agreement."},
	codeOtherNumber: {http.StatusUnprocessableEntity, "Address and content name different certificates", "Send the content to the address of the certificate it names."},
	codeTooMany:     {http.StatusTooManyRequests, "Too many requests from this address", "Wait a little, then go on more slowly."},
	codeUnavailable: {http.StatusServiceUnavailable, "The ledger cannot be reached", tryAgain},
	codeIdentity:    {http.StatusServiceUnavailable, "The identity provider cannot be reached", tryAgain},
	codeUnknown:     {http.StatusGatewayTimeout, "It is not known whether the ledger kept the transaction", "Repeat the very same request: all writes are idempotent by content. Or read the record and look for the transaction."},
	codeInvalid:     {http.StatusConflict, "The ledger recorded the transaction as invalid", "Nothing was changed. Report the validation code {validation} to those who run the network."},
	codeReadBack:    {http.StatusInternalServerError, "The ledger holds something else than what was written", "Report the request id to those who run this server at once."},
	codeBill:        {http.StatusUnprocessableEntity, "The bill of materials cannot be used", "Mend what problems lists; each entry has its own remedy."},
	codeNotHeld:     {http.StatusUnprocessableEntity, "No rules are held for that day", "Check agreement and day of issue; for an earlier day an officer must find the rule."},
	codeNoModel:     {http.StatusServiceUnavailable, "Lists and events are not available now", "Repeat the request in a few seconds; single certificates can be read and verified meanwhile. If it lasts, ask those who run this server to look at its read model."},
	codeNoNumber: {http.StatusForbidden, "Your account does not say for which exporter or importer you act",
		"Ask whoever manages accounts in your organisation to enter the tax or registration number of the company you act for, as it stands on its certificates, and sign in again."},
	codeExporter: {http.StatusForbidden, "Only the exporter may have the certificate itself",
		"Ask the exporter to send it. How it fares is shown to you without it."},
	codeManyHooks:  {http.StatusConflict, "There are too many subscriptions", "Delete one that is no longer needed."},
	codeNotLapsed:  {http.StatusConflict, "No time limit has passed", "Wait until a deadline of the issuing authority has passed, or close the case on other grounds."},
	codeNotRefused: {http.StatusNotFound, "Nothing was refused in this decision", "Read the certificate's account."},
	codeStamp:      {http.StatusUnprocessableEntity, "The stamp of the QR code does not stand up", "Stamp the certificate again with the key that sealed it, or send it without a stamp; the finding is {finding}."},
	codeNoStamp:    {http.StatusNotFound, "No stamp is kept of this certificate", "Ask the issuing organisation, which keeps the stamp if it was handed in when the certificate was anchored."},
	codeTooLong:    {http.StatusUnprocessableEntity, "The certificate is too long to be printed", "Hand on the certificate and its seal as files; they are what is verified."},
	codeInternal:   {http.StatusInternalServerError, "Something went wrong here", "Report the request id to those who run this server."},

	codeOtherRequest: {http.StatusUnprocessableEntity, "The idempotency key was used for another request", "Send a new key with a new request; keys are forgotten after 24 hours."},
	codeUnderWay:     {http.StatusConflict, "A request with this idempotency key is being carried out", "Wait a few seconds, then send the same request with the same key again."},
	codeNoAudit:      {http.StatusServiceUnavailable, "The audit log cannot be written", "Nothing was done. Tell those who run this server."},
	codeUnlogged:     {http.StatusInternalServerError, "The audit log could not be written", "The ledger may hold the transaction. Tell those who run this server, then repeat the very same request."},
	codeChanged:      {http.StatusPreconditionFailed, "It has changed since it was read", readFirst},

	string(identity.Missing):   {http.StatusUnauthorized, "A bearer token is needed", "Sign in and send the token in the Authorization header."},
	string(identity.Malformed): {http.StatusUnauthorized, "The token does not name a person of an organisation", "Sign in again; the token needs the claims the specification describes."},
	string(identity.Expired):   {http.StatusUnauthorized, "The token has expired", "Sign in again."},
	string(identity.Untrusted): {http.StatusUnauthorized, "The token is not trusted here", "Sign in with the identity provider of this organisation."},

	string(registry.Malformed):           {http.StatusUnprocessableEntity, "The ledger cannot read the request", mendRequest},
	string(registry.InvalidForm):         {http.StatusUnprocessableEntity, "The certificate breaks the rules of its form", mendCertificate},
	string(registry.NotAMember):          {http.StatusForbidden, "The organisation is not a member of the agreement's channel", "Have the membership amended by all members."},
	string(registry.MembershipMissing):   {http.StatusConflict, "No membership text is in force yet", "Every organisation of the channel must approve the same text."},
	string(registry.MembershipConflict):  {http.StatusConflict, "The membership text does not follow on", "Read the membership in force and raise its version by one."},
	string(registry.RoleRequired):        {http.StatusForbidden, "The role is not sufficient", "Call with a token that holds the role {role}."},
	string(registry.WrongCountry):        {http.StatusForbidden, "That is for another country to do", "Call a server of the country {country}."},
	string(registry.WrongAgreement):      {http.StatusUnprocessableEntity, "The certificate belongs to another agreement", mendCertificate},
	string(registry.WrongNetwork):        {http.StatusUnprocessableEntity, "The certificate was made for another network", mendCertificate},
	string(registry.SealRefused):         {http.StatusUnprocessableEntity, "The seal does not stand up", "Seal the exact bytes again with an enrolled key; the profile's finding is {seal}."},
	string(registry.SignerUnknown):       {http.StatusUnprocessableEntity, "The signer is not enrolled", askAdmin},
	string(registry.SignerInactive):      {http.StatusUnprocessableEntity, "The signer may not sign at this time", askAdmin},
	string(registry.SignerNotAllowed):    {http.StatusUnprocessableEntity, "The signer is enrolled for another office or form", askAdmin},
	string(registry.OfficeUnknown):       {http.StatusUnprocessableEntity, "The office is not registered", askAdmin},
	string(registry.OfficeClosed):        {http.StatusUnprocessableEntity, "The office is closed", askAdmin},
	string(registry.BeyondAuthorisation): {http.StatusUnprocessableEntity, "The exporter's authorisation does not reach so far", "Ask the issuing authority for a certificate instead; what lies beyond is the {what}."},
	string(registry.AuthorityUnknown):    {http.StatusUnprocessableEntity, "The certification authority is not registered", askAdmin},
	string(registry.PathRefused):         {http.StatusUnprocessableEntity, "The certification path is not accepted", "Send a certificate whose path ends in a registered authority; the profile's finding is {seal}."},
	string(registry.CRLRefused):          {http.StatusUnprocessableEntity, "The revocation list is not accepted", "Fetch the list from its authority again; the profile's finding is {seal}."},
	string(registry.CRLNotNewer):         {http.StatusConflict, "A newer revocation list is known already", "Nothing is to be done."},
	string(registry.CRLStale):            {http.StatusConflict, "A revocation list on the signer's path is out of date", "Import the authority's current list first."},
	string(registry.TimeBeforeCRL):       {http.StatusConflict, "This server's clock is behind the newest revocation list", "Set the clock of the submitting server."},
	string(registry.TimeImplausible):     {http.StatusUnprocessableEntity, "A date lies after the transaction's time", mendCertificate},
	string(registry.DuplicateReference):  {http.StatusConflict, "Another certificate stands under this number", "Give the certificate a new number; the one on the ledger stays."},
	string(registry.AlreadyExists):       {http.StatusConflict, "Something else is registered there", "Read what is registered; records are not overwritten."},
	string(registry.CertificateUnknown):  {http.StatusNotFound, "No certificate is known under this number", "Check form, country and number as printed. " + askIssuer},
	string(registry.CertificateNotValid): {http.StatusConflict, "The certificate was cancelled or replaced", readFirst},
	string(registry.CertificateExpired):  {http.StatusConflict, "The certificate has expired", askIssuer},
	string(registry.CertificateInUse):    {http.StatusConflict, "The certificate was already relied on at import", "Reverse the accepted uses first, or cancel instead."},
	string(registry.LinkInvalid):         {http.StatusUnprocessableEntity, "The certificate it refers to does not fit", mendCertificate},
	string(registry.ItemUnknown):         {http.StatusUnprocessableEntity, "The certificate has no such item", readFirst},
	string(registry.UnitDiffers):         {http.StatusUnprocessableEntity, "The certificate counts this item in another unit", "State the quantity in the certificate's unit."},
	string(registry.QuantityNotPositive): {http.StatusUnprocessableEntity, "A quantity must be above zero", mendRequest},
	string(registry.BalanceExceeded):     {http.StatusConflict, "More is asked than the certificate has left", "Accept at most {available} {unit}, or refuse the rest with grounds."},
	string(registry.DeclarationDiffers):  {http.StatusConflict, "This declaration was recorded with other contents", "Reverse the recorded use first, or correct the declaration number."},
	string(registry.DeclarationReversed): {http.StatusConflict, "The use of this declaration was reversed", "Record the new decision under a new declaration number."},
	string(registry.UseUnknown):          {http.StatusNotFound, "No use is recorded for this declaration", "Check the declaration number in the certificate's account."},
	string(registry.GroundsRequired):     {http.StatusUnprocessableEntity, "A refusal needs grounds", "State at least one ground with the article it rests on."},
	codeReexport:                         {http.StatusConflict, "The goods were not taken from the original first", "Have your customs record a use of item {item} of {certificate} with the outcome reexported and this certificate's name as declaration number."},
	string(registry.PaperUnknown):        {http.StatusNotFound, "No such paper was taken down", "Check form, country and number as printed, or take the paper down first."},
	string(registry.PaperSuperseded):     {http.StatusConflict, "The electronic certificate is on the ledger", "Join the paper with it, and use the electronic certificate."},
	string(registry.PaperNotKept):        {http.StatusForbidden, "Another organisation of the country keeps its papers", "Turn to {organisation}."},
	string(registry.CaseUnknown):         {http.StatusNotFound, "No such case is known", "Check the case's id."},
	string(registry.CaseDiffers):         {http.StatusConflict, "Another request stands under this file number", "Give the request another number, or supplement the standing case."},
	string(registry.CaseMoved):           {http.StatusConflict, "The other side has written since", "Read the case, then decide again."},
	string(registry.CaseNotAllowed):      {http.StatusConflict, "The case does not allow this as it stands", "Read the case; allowed lists what may be done."},
	string(registry.ActUnknown):          {http.StatusNotFound, "No such act was proposed", "List the acts about the signer and confirm the digest given there."},
	string(registry.ActLapsed):           {http.StatusConflict, "The proposal was not confirmed in time", "Seal a new act and propose it; this one could be confirmed until {until}."},
	string(registry.ActOvertaken):        {http.StatusConflict, "The signer's standing changed since this was proposed", "Read the acts about the signer; if it is still right, seal a new act and propose it."},
	string(registry.TwoNeeded):           {http.StatusConflict, "This takes two administrators", "Propose it, and have another administrator with a ledger key of their own confirm it."},
	string(registry.ActMismatch):         {http.StatusUnprocessableEntity, "The sealed act names something else", "Seal an act for exactly this certificate or signer."},
}
