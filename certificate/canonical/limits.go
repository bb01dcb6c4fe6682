package canonical

// The bounds that apply where Limits leaves a field at zero.
const (
	DefaultSize  = 1 << 20 // bytes
	DefaultDepth = 32      // arrays and objects inside one another
)

// Limits bounds what a reader is prepared to look at. Its zero value means the defaults.
type Limits struct {
	Size  int // greatest length in bytes
	Depth int // greatest number of arrays and objects inside one another
}

func (l Limits) orDefaults() Limits {
	if l.Size == 0 {
		l.Size = DefaultSize
	}
	if l.Depth == 0 {
		l.Depth = DefaultDepth
	}
	return l
}
