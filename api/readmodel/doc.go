// Package readmodel is what the organisation's own peer has committed, indexed
// for search.
//
// A Feed follows the blocks of every channel the organisation is on. For each
// certificate that a block names it asks the peer what the organisation may see
// of it, and writes the answer together with the block's number in one database
// transaction: whenever the process dies, the model stands at some block, and
// goes on after it. Nothing here is a source of truth. The model can be dropped
// and built again from the ledger at any time, and Compare says where it
// differs from the ledger.
package readmodel
