// Package draft is a certificate in the making as people fill in a form: fields
// named by the JSON pointer (RFC 6901) of what they become, so that a problem of
// the certificate points at the field that causes it. Whatever was typed is
// kept, be it wrong or half done.
package draft
