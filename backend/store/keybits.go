package store

// keyBits has a bit for each key.
type keyBits []uint64

func newKeyBits(highest int64) keyBits { return make(keyBits, highest/64+1) }

func (b keyBits) has(key int64) bool { return b[key/64]>>(key%64)&1 != 0 }

// anyIn reports whether one of the keys from low to high is in it; none beyond
// its end is.
func (b keyBits) anyIn(low, high int64) bool {
	low = max(low, 0)
	for at := low / 64; at <= high/64 && at < int64(len(b)); at++ {
		word := b[at]
		if at == low/64 {
			word &= ^uint64(0) << (low % 64)
		}
		if at == high/64 {
			word &= ^uint64(0) >> (63 - high%64)
		}
		if word != 0 {
			return true
		}
	}
	return false
}

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
