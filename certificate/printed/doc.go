// Package printed is the proof of origin on paper: a PDF in the layout of each form with the exact canonical bytes and
// the seal embedded in it, so that one file carries everything; and the way back, which reads bytes and seal out of a
// presented file that may be hostile.
//
// The picture is for people. Verification reads the embedded bytes and never the picture, and every page says so.
//
// Printing is a pure function: the same document, seal and stamp give the same bytes. Lengths are millimetres from the
// upper left corner of an A4 page and sizes of type are points; as places on paper, they are floats.
package printed
