package normalise

import "errors"

// maxNesting bounds the depth of BER that is read; the verifier allows no more.
const maxNesting = 32

const (
	classMask      = 0xc0
	constructedBit = 0x20
	tagNumberMask  = 0x1f
)

var errEnd = errors.New("end of contents")

// toDER rewrites one BER element (X.690, 8) with definite, shortest lengths and strings in one piece.
// Set order and values of primitive types stay as they are. It reads every byte once or, for
// strings in pieces, twice.
func toDER(input []byte) ([]byte, error) {
	out, rest, err := transcode(nil, input, maxNesting)
	if err != nil || len(rest) != 0 {
		return nil, ErrEncoding
	}
	return out, nil
}

// transcode appends the first element of input to out in DER and returns what follows it. It
// returns errEnd at the two zero bytes that close an open length.
func transcode(out, input []byte, depth int) (written, rest []byte, err error) {
	if depth == 0 || len(input) < 2 {
		return nil, nil, ErrEncoding
	}
	if input[0] == 0 && input[1] == 0 {
		return out, input[2:], errEnd
	}
	tag := input[0]
	if tag&tagNumberMask == tagNumberMask || tag == 0 {
		return nil, nil, ErrEncoding
	}
	length, open, input, ok := readLength(input[1:])
	if !ok || open && tag&constructedBit == 0 {
		return nil, nil, ErrEncoding
	}
	if tag&constructedBit == 0 {
		return appendElement(out, tag, input[:length]), input[length:], nil
	}
	if open {
		return openElement(out, tag, input, depth)
	}
	content, err := transcodeAll(input[:length], depth-1)
	if err != nil {
		return nil, nil, err
	}
	out, err = appendConstructed(out, tag, content)
	return out, input[length:], err
}

// openElement transcodes an element whose length is open, up to its end-of-contents.
func openElement(out []byte, tag byte, input []byte, depth int) (written, rest []byte, err error) {
	var content []byte
	for {
		content, input, err = transcode(content, input, depth-1)
		if errors.Is(err, errEnd) {
			break
		}
		if err != nil {
			return nil, nil, err
		}
	}
	out, err = appendConstructed(out, tag, content)
	return out, input, err
}

// transcodeAll transcodes elements that fill input.
func transcodeAll(input []byte, depth int) ([]byte, error) {
	var content []byte
	var err error
	for len(input) > 0 {
		if content, input, err = transcode(content, input, depth); err != nil {
			return nil, ErrEncoding // a stray end-of-contents as well
		}
	}
	return content, nil
}

// appendConstructed writes a constructed element. A string in pieces is joined; its pieces are DER
// already.
func appendConstructed(out []byte, tag byte, content []byte) ([]byte, error) {
	if !isString(tag) {
		return appendElement(out, tag, content), nil
	}
	var joined []byte
	for len(content) > 0 {
		length, _, rest, ok := readLength(content[1:])
		if !ok || content[0] != tag&^constructedBit {
			return nil, ErrEncoding
		}
		joined, content = append(joined, rest[:length]...), rest[length:]
	}
	return appendElement(out, tag&^constructedBit, joined), nil
}

// isString reports whether a constructed universal type is a string in pieces. BIT STRING, whose
// pieces count bits, does not occur in pieces in practice and is left for the verifier to refuse.
func isString(tag byte) bool {
	if tag&classMask != 0 {
		return false
	}
	switch tag &^ constructedBit {
	case 0x04, 0x0c, 0x12, 0x13, 0x14, 0x15, 0x16, 0x19, 0x1a, 0x1b, 0x1c, 0x1e:
		return true
	default:
		return false
	}
}

// readLength reads a length of at most four bytes, or an open one, and checks that as much follows.
func readLength(input []byte) (length int, open bool, rest []byte, ok bool) {
	if len(input) == 0 {
		return 0, false, nil, false
	}
	first, rest := input[0], input[1:]
	switch {
	case first == 0x80:
		return 0, true, rest, true
	case first > 0x84:
		return 0, false, nil, false
	case first > 0x80:
		size := int(first & 0x7f)
		if len(rest) < size {
			return 0, false, nil, false
		}
		for _, b := range rest[:size] {
			length = length<<8 | int(b)
		}
		rest = rest[size:]
	default:
		length = int(first)
	}
	return length, false, rest, length <= len(rest)
}

// appendElement writes one element with the shortest length.
func appendElement(out []byte, tag byte, content []byte) []byte {
	out = append(out, tag)
	n := len(content)
	switch {
	case n < 0x80:
		out = append(out, byte(n))
	case n < 0x100:
		out = append(out, 0x81, byte(n))
	case n < 0x10000:
		out = append(out, 0x82, byte(n>>8), byte(n))
	default:
		out = append(out, 0x83, byte(n>>16), byte(n>>8), byte(n))
	}
	return append(out, content...)
}
