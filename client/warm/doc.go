// Package warm answers questions about certificates from memory, as of the last block of the organisation's own peer
// that was followed.
//
// An answer read from the peer is kept until a block names what it rests on: the certificate, its signer, the signer's
// office or authorities, the membership. While it cannot be told that following keeps up with the peer, nothing is
// answered from memory and every question goes to the peer, as without this package. Decisions and their reasons:
// docs/decisions/warm-views.md.
package warm
