// Package certificate is the proof of origin itself: Form D of ATIGA, Forms VK and KV of VKFTA, the movement
// certificate EUR.1 of UKVFTA and the origin declarations of ATIGA and UKVFTA, all in one document model.
//
// A certificate exists as exact bytes. Parse admits only bytes that equal their canonical form (RFC 8785), so that a
// seal covers one text and one text only. Validate then applies the rules of the form: is every box filled that must
// be, and do the boxes agree with one another. Whether the goods originate, and whether a proof comes too late, are
// questions of the agreement's rules and are not asked here.
//
// Everything is a pure function of its arguments: no clock, no file, no network, no map order in any result.
package certificate
