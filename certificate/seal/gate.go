package seal

// The bounds of check 1. They are far above what an honest seal needs and keep a hostile one cheap.
const (
	MaxRecord     = 1 << 20 // bytes of a record
	MaxMessage    = 64 << 10
	maxCRL        = 16 << 20
	maxCerts      = 8
	maxAttributes = 16
	maxNesting    = 32
)

// Tags as they stand in the first byte of an element.
const (
	tagBoolean     = 0x01
	tagInteger     = 0x02
	tagBitString   = 0x03
	tagOctetString = 0x04
	tagNull        = 0x05
	tagObject      = 0x06
	tagEnumerated  = 0x0a
	tagUTCTime     = 0x17
	tagSequence    = 0x30
	tagSet         = 0x31
	classMask      = 0xc0
	constructedBit = 0x20
	tagNumberMask  = 0x1f
)

// isDER reports whether input is exactly one element in the distinguished encoding (X.690, 10 and
// 11): definite lengths in the fewest bytes, strings in one piece, single-byte tags, and nothing
// before, between or after. It looks into every constructed element but not into strings. It
// allocates nothing and goes no deeper than maxNesting, so it may be given any bytes.
//
// It is check 2. RFC 5652, 10.1, lets a CMS message use BER; two readers of BER may see two
// messages, so the profile does without it.
func isDER(input []byte) bool {
	rest, ok := skipElement(input, maxNesting)
	return ok && len(rest) == 0
}

// skipElement returns what follows the first element of input, if that element is DER.
func skipElement(input []byte, depth int) (rest []byte, ok bool) {
	if depth == 0 || len(input) < 2 {
		return nil, false
	}
	tag := input[0]
	content, rest, ok := splitContent(input[1:])
	if !ok || tag&tagNumberMask == tagNumberMask || !rightForm(tag) {
		return nil, false
	}
	if tag&constructedBit == 0 {
		return rest, distinguished(tag, content)
	}
	for len(content) > 0 {
		if content, ok = skipElement(content, depth-1); !ok {
			return nil, false
		}
	}
	return rest, true
}

// rightForm tells whether a universal type is constructed exactly when DER constructs it. Of the
// universal types only SEQUENCE and SET are; what stands behind a context tag the reader knows.
func rightForm(tag byte) bool {
	if tag&classMask != 0 {
		return true
	}
	constructed := tag&constructedBit != 0
	return tag != 0 && constructed == (tag|constructedBit == tagSequence || tag|constructedBit == tagSet)
}

// splitContent reads a length of at most four bytes and splits off the content it announces.
func splitContent(input []byte) (content, rest []byte, ok bool) {
	length, input := uint64(input[0]), input[1:]
	if length > 0x80 && length <= 0x84 {
		size := int(length & 0x7f)
		if len(input) < size || input[0] == 0 {
			return nil, nil, false
		}
		length = 0
		for _, b := range input[:size] {
			length = length<<8 | uint64(b)
		}
		if length < 0x80 {
			return nil, nil, false
		}
		input = input[size:]
	} else if length >= 0x80 {
		return nil, nil, false
	}
	if length > uint64(len(input)) {
		return nil, nil, false
	}
	return input[:length], input[length:], true
}

// distinguished checks the primitive types of which DER allows one encoding only.
func distinguished(tag byte, content []byte) bool {
	switch tag {
	case tagBoolean:
		return len(content) == 1 && (content[0] == 0 || content[0] == 0xff)
	case tagInteger, tagEnumerated:
		return minimalInteger(content)
	case tagBitString:
		return wholeBits(content)
	case tagNull:
		return len(content) == 0
	default:
		return true
	}
}

// minimalInteger refuses a leading byte that only repeats the sign (X.690, 8.3.2).
func minimalInteger(content []byte) bool {
	if len(content) < 2 {
		return len(content) == 1
	}
	return !(content[0] == 0 && content[1] < 0x80) && !(content[0] == 0xff && content[1] >= 0x80)
}

// wholeBits demands that unused bits are few and zero (X.690, 11.2.1).
func wholeBits(content []byte) bool {
	if len(content) == 0 || content[0] > 7 || (len(content) == 1 && content[0] != 0) {
		return false
	}
	last := content[len(content)-1]
	return len(content) == 1 || last&(1<<content[0]-1) == 0
}
