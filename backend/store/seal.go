package store

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"

	"github.com/klauspost/compress/zstd"
)

// What a seal says of an event, as bits.
const (
	sealNew     = 1 << iota // it came to be with this seal
	sealLeaf                // it has a hash
	sealFlags               // it has flags
	sealSummary             // it has a summary
	sealVersion             // what it was before is kept as a version
)

// summarySize is how many bytes of a summary's hash a seal has: summaries are
// many, and made of the events.
const summarySize = 8

// seal is what the ledger says of one event: all of it when it came or
// changed, or only what was found out later.
type seal struct {
	key     int64
	tag     byte
	flags   Flags
	eventID string
	hint    [4]byte // of the hash of the raw entry: tells a changed entry from changed columns
	leaf    [sha256.Size]byte
	summary [summarySize]byte
}

// facts are what the hash of an event covers.
type facts struct {
	tenantID  int64
	eventID   string
	createdAt int64
	kind      int
	texts     [10]string // action, area, e-mail, user id, flow, kind, id and name of the target, ip, user agent
	sourceID  int64
	payload   payload // without its bytes
}

// leaf is the hash of an event: its columns in words, and its entry by the
// entry's own hash.
func (f *facts) leaf(scratch *lengthened) [sha256.Size]byte {
	b := (*scratch)[:0]
	b.text("trailbook event 1")
	for _, n := range [...]int64{f.tenantID, f.createdAt, int64(f.kind), f.sourceID, int64(f.payload.rawLen)} {
		b.number(n)
	}
	b.text(f.eventID)
	for _, text := range f.texts {
		b.text(text)
	}
	b = append(b, f.payload.sha256[:]...)
	for _, n := range f.payload.spans {
		b.number(int64(n))
	}
	b.text(string(f.payload.behind))
	*scratch = b
	return sha256.Sum256(b)
}

// behindSum is the hash of the objects that travel behind an entry; empty for
// none.
func behindSum(objects []byte) []byte {
	if len(objects) == 0 {
		return nil
	}
	sum := sha256.Sum256(objects)
	return sum[:]
}

func summarySum(text string) (short [summarySize]byte) {
	sum := sha256.Sum256([]byte("trailbook summary " + text))
	copy(short[:], sum[:])
	return short
}

// seals are those of one entry of the ledger.
type seals struct {
	heads, leaves []byte
	last          int64
	scratch       []byte
}

func (s *seals) add(one seal) {
	b := binary.AppendVarint(append(s.scratch[:0], one.tag), one.key-s.last)
	s.last = one.key
	if one.tag&sealFlags != 0 {
		b = append(b, byte(one.flags)) //nolint:gosec // they are four bits
	}
	if one.tag&sealLeaf != 0 {
		b = append(binary.AppendVarint(b, int64(len(one.eventID))), one.eventID...)
		b = append(b, one.hint[:]...)
		s.leaves = append(s.leaves, one.leaf[:]...)
	}
	if one.tag&sealSummary != 0 {
		b = append(b, one.summary[:]...)
	}
	s.scratch, s.heads = b, append(s.heads, b...)
}

// into puts the seals into an entry.
func (s *seals) into(e entry, packer *zstd.Encoder) entry {
	e.Heads, e.Leaves = packer.EncodeAll(s.heads, nil), s.leaves
	return e
}

var errSeals = errors.New("store: the seals of a ledger entry cannot be read")

// unseal gives an entry's seals one after the other.
func unseal(e entry, opener *zstd.Decoder, each func(seal)) error {
	if len(e.Heads) == 0 {
		return nil
	}
	heads, err := opener.DecodeAll(e.Heads, nil)
	if err != nil {
		return errSeals
	}
	leaves, key := e.Leaves, int64(0)
	for len(heads) > 0 {
		one := seal{tag: heads[0]}
		delta, n := binary.Varint(heads[1:])
		if n <= 0 {
			return errSeals
		}
		heads = heads[1+n:]
		key += delta
		one.key = key
		if one.tag&sealFlags != 0 {
			if len(heads) < 1 {
				return errSeals
			}
			one.flags, heads = Flags(heads[0]), heads[1:]
		}
		if one.tag&sealLeaf != 0 {
			size, n := binary.Varint(heads)
			if n <= 0 || size < 0 || int64(len(heads)-n-len(one.hint)) < size || len(leaves) < len(one.leaf) {
				return errSeals
			}
			heads = heads[n:]
			one.eventID, heads = string(heads[:size]), heads[size:]
			heads = heads[copy(one.hint[:], heads):]
			leaves = leaves[copy(one.leaf[:], leaves):]
		}
		if one.tag&sealSummary != 0 {
			if len(heads) < summarySize {
				return errSeals
			}
			heads = heads[copy(one.summary[:], heads):]
		}
		each(one)
	}
	if len(leaves) > 0 {
		return errSeals
	}
	return nil
}
