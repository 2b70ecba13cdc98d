package fulltext

import (
	"context"
	"encoding/binary"
	"errors"

	"github.com/klauspost/compress/zstd"
)

// Part is one stretch of bytes of a segment.
type Part uint8

// The parts of a segment. Numbers are little-endian; "varint" is an unsigned
// varint of encoding/binary.
const (
	PartHead          Part = iota // varints: format, events, documents, texts, and the size of each other part
	PartKeys                      // of the events, ascending: varints of pairs: gap to the next run, its length
	PartDocs                      // by event: its document, 2 bytes, 4 where there are more than 65,536
	PartTexts                     // chunks: zstd of varint lengths and bytes
	PartTextIndex                 // by chunk: its first text and where it ends, 4 bytes each
	PartPostings                  // by text: varint size in bytes; varints gap<<3 | a code of where, which 7 leaves to the next byte
	PartPostingIndex              // by 64 texts: where they begin, 4 bytes
	PartGrams                     // by trigram: varints, gap of the text (0: the same again) and position in it; not those within frequent words
	PartGramIndex                 // by trigram, ascending: it and where its list ends, 4 bytes each
	PartBytes                     // by byte that occurs: bits of the documents that have it anywhere
	PartByteIndex                 // those bytes
	PartIDs                       // by trigram of the ids: see ids.go
	PartIDIndex                   // as PartGramIndex
	PartPaths                     // chunks: zstd of the documents' paths that hold ids: varint size and those
	PartPathIndex                 // as PartTextIndex, of documents
	PartPairs                     // by pair of letters that many texts have: the documents with it, see pairs.go
	PartPairIndex                 // by pair, ascending: it and where its row ends, 4 bytes each
	PartWordGrams                 // as PartGrams, of those within frequent words
	PartWordGramIndex             // as PartGramIndex
	PartWords                     // the frequent words, ascending, with a line end before and behind each, see words.go
	PartWordRows                  // by frequent word and by place: varint size, and the documents as a row of PartPairs
	PartWordIndex                 // by frequent word: where its rows end, 4 bytes
	PartCount         int  = iota // how many there are
)

const formatVersion = 3

// Parts are the parts of a segment in memory.
type Parts [PartCount][]byte

// Source reads stretches of a segment's parts. What it returns is not written
// to; of postings, only what it returned last is used.
type Source interface {
	Read(ctx context.Context, part Part, from, size int) ([]byte, error)
}

// ErrDamaged says that the bytes of a segment are not what Encode made.
var ErrDamaged = errors.New("fulltext: a segment is damaged")

// Read makes Parts a Source.
func (p *Parts) Read(_ context.Context, part Part, from, size int) ([]byte, error) {
	if from < 0 || size < 0 || from+size > len(p[part]) {
		return nil, ErrDamaged
	}
	return p[part][from : from+size], nil
}

// One encoder and one decoder serve all segments: both are safe for that, and
// cost memory each.
var (
	packer, _ = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderConcurrency(1), zstd.WithZeroFrames(true))
	opener, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(2))
)

// reading takes varints from bytes; it fails once for all.
type reading struct {
	left   []byte
	failed bool
}

func (r *reading) number() int {
	n, size := binary.Uvarint(r.left)
	if size <= 0 || n > 1<<62 {
		r.failed, r.left = true, nil
		return 0
	}
	r.left = r.left[size:]
	return int(n) //nolint:gosec // just bounded
}

func (r *reading) take(n int) []byte {
	if n > len(r.left) {
		r.failed, r.left = true, nil
		return nil
	}
	taken := r.left[:n]
	r.left = r.left[n:]
	return taken
}

func putNumber(b []byte, n int) []byte { return binary.AppendUvarint(b, uint64(n)) } //nolint:gosec // never negative

func putFour(b []byte, n int) []byte { return binary.LittleEndian.AppendUint32(b, uint32(n)) } //nolint:gosec // sizes of segments

func four(b []byte, i int) int { return int(binary.LittleEndian.Uint32(b[4*i:])) }

// Hot reports a part that is read whole by almost every question.
func (p Part) Hot() bool {
	switch p {
	case PartHead, PartKeys, PartDocs, PartGramIndex, PartPostingIndex, PartIDIndex, PartPairIndex, PartWordGramIndex, PartWords, PartWordIndex:
		return true
	}
	return false
}
