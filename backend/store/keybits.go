package store

// keyBits has a bit for each key.
type keyBits []uint64

func newKeyBits(highest int64) keyBits { return make(keyBits, highest/64+1) }

func (b keyBits) has(key int64) bool { return b[key/64]>>(key%64)&1 != 0 }

// addBits adds key+i for each bit i of which.
func (b keyBits) addBits(key int64, which uint64) {
	shift := key % 64
	b[key/64] |= which << shift
	if over := which >> 1 >> (63 - shift); over != 0 {
		b[key/64+1] |= over
	}
}

func (b keyBits) addRun(key int64, n int) {
	for left := int64(n); left > 0; {
		from := key % 64
		some := min(64-from, left)
		b[key/64] |= ^uint64(0) >> (64 - some) << from
		key, left = key+some, left-some
	}
}
