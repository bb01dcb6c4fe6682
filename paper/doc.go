// Package paper joins certificates that customs took down from paper with the electronic records that come later: it
// shows where the two differ and hands the paper's uses over to the electronic account.
//
// A paper has no seal. Nothing here makes it valid; what counts are the decisions of the officers who accepted it.
package paper
