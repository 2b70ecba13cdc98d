package index

import "encoding/binary"

// encoder appends to what it wrote; lists stand behind their lengths.
type encoder struct{ out []byte }

func (e *encoder) number(n uint64) { e.out = binary.LittleEndian.AppendUint64(e.out, n) }

func (e *encoder) bytes(list []byte) {
	e.number(uint64(len(list)))
	e.out = append(e.out, list...)
}

func (e *encoder) text(text string) { e.bytes([]byte(text)) }

func (e *encoder) two(list []uint16) {
	e.number(uint64(len(list)))
	for _, n := range list {
		e.out = binary.LittleEndian.AppendUint16(e.out, n)
	}
}

func (e *encoder) four(list []uint32) {
	e.number(uint64(len(list)))
	for _, n := range list {
		e.out = binary.LittleEndian.AppendUint32(e.out, n)
	}
}

func (e *encoder) eight(list []int64) {
	e.number(uint64(len(list)))
	for _, n := range list {
		e.number(uint64(n)) //nolint:gosec // read back the same way
	}
}

// decoder reads what an encoder wrote. What is cut short or too long reads as
// nothing, and bad says so.
type decoder struct {
	in  []byte
	bad bool
}

// take gives n items of a width, nil when there are fewer.
func (d *decoder) take(n uint64, width uint64) []byte {
	if d.bad || n > uint64(len(d.in))/width {
		d.bad = true
		return nil
	}
	taken := d.in[:n*width]
	d.in = d.in[n*width:]
	return taken
}

func (d *decoder) number() uint64 {
	if b := d.take(1, 8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// below reads a number that has to be below a limit.
func (d *decoder) below(limit int) int {
	n := d.number()
	if n >= uint64(limit) { //nolint:gosec // limits are positive
		d.bad = true
		return 0
	}
	return int(n) //nolint:gosec // below an int
}

func (d *decoder) bytes() []byte {
	b := d.take(d.number(), 1)
	return append(make([]byte, 0, len(b)), b...)
}

func (d *decoder) two() []uint16 {
	b := d.take(d.number(), 2)
	list := make([]uint16, len(b)/2)
	for i := range list {
		list[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return list
}

func (d *decoder) four() []uint32 {
	b := d.take(d.number(), 4)
	list := make([]uint32, len(b)/4)
	for i := range list {
		list[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return list
}

func (d *decoder) eight() []int64 {
	b := d.take(d.number(), 8)
	list := make([]int64, len(b)/8)
	for i := range list {
		list[i] = int64(binary.LittleEndian.Uint64(b[8*i:])) //nolint:gosec // as it was written
	}
	return list
}

// check notes that something that was read cannot be.
func (d *decoder) check(holds bool) { d.bad = d.bad || !holds }
