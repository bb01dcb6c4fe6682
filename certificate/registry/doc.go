// Package registry is the vocabulary of the origin ledger: the records it
// holds, the requests that change them, the names of its transactions and the
// fixed codes by which it refuses.
//
// The contract writes these records and clients read them; both import this
// package, so neither depends on the other. Everything here is plain data.
//
// Two kinds of data are kept apart. What a channel's members all read (the
// trust registry, and per certificate its key, salted digest, status and
// dates) travels as transaction arguments. What concerns only the two
// countries of a certificate (its bytes, seal, balances, uses and verification cases)
// travels as transient data and rests in the private data collection of that
// pair.
package registry
