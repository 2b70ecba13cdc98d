package index

import (
	"context"
	"encoding/binary"
	"hash/crc32"
	"os"
)

// section is where a part of a snapshot lies.
type section struct {
	at, size int64
	sum      uint32
}

// load reads a snapshot. What is not whole, or of another format, is
// errSnapshot; a file that there is not, fs.ErrNotExist.
func load(ctx context.Context, file string) (*Version, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = in.Close() }()
	sections, err := sectionsOf(in)
	if err != nil {
		return nil, err
	}
	v := newVersion()
	if err := v.readHead(in, sections); err != nil {
		return nil, err
	}
	words, rest := sections[1:1+Dictionaries], sections[2+Dictionaries:]
	failures := make([]error, len(sections))
	if err := spread(ctx, len(words), func(_, i int) {
		failures[i] = words[i].read(in, nil, func(d *decoder) { v.words[i] = decodeDictionary(d) })
	}); err != nil {
		return nil, err
	}
	if failures[0] = firstOf(failures); failures[0] != nil {
		return nil, failures[0]
	}
	if err := sections[1+Dictionaries].read(in, nil, v.takeClasses); err != nil {
		return nil, err
	}
	tops := [5]int{len(v.classes), mostKeys, mostKeys, mostKeys, mostKeys}
	chunks, memory := make([]*chunk, len(rest)), make([][]byte, workersOf())
	err = spread(ctx, len(rest), func(worker, i int) {
		failures[i] = rest[i].read(in, &memory[worker], func(d *decoder) { chunks[i] = decodeChunk(d, tops) })
	})
	if err == nil {
		err = firstOf(failures)
	}
	if err != nil {
		return nil, err
	}
	if v = v.with(chunks); !v.fits() {
		return nil, errSnapshot
	}
	return v, nil
}

func firstOf(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// sectionsOf finds the sections of a file, which has to end with the last.
func sectionsOf(in *os.File) (sections []section, err error) {
	info, err := in.Stat()
	if err != nil {
		return nil, err
	}
	for at := int64(0); at < info.Size(); {
		var head [sectionHead]byte
		if _, err := in.ReadAt(head[:], at); err != nil {
			return nil, errSnapshot
		}
		size := binary.LittleEndian.Uint64(head[:])
		at += sectionHead
		if size > uint64(info.Size()-at) || len(sections) == mostSections { //nolint:gosec // at is within the file
			return nil, errSnapshot
		}
		sum := binary.LittleEndian.Uint32(head[8:]) ^ crc32.Checksum(head[:8], castagnoli)
		sections = append(sections, section{at, int64(size), sum}) //nolint:gosec // within the file
		at += int64(size)                                          //nolint:gosec // as above
	}
	if len(sections) < Dictionaries+2 {
		return nil, errSnapshot
	}
	return sections, nil
}

// read checks a section and has it decoded, to its end. memory, if given, is
// used again for the next.
func (s section) read(in *os.File, memory *[]byte, decode func(*decoder)) error {
	if memory == nil {
		memory = new([]byte)
	}
	if int64(cap(*memory)) < s.size {
		*memory = make([]byte, s.size)
	}
	content := (*memory)[:s.size]
	if _, err := in.ReadAt(content, s.at); err != nil || crc32.Checksum(content, castagnoli) != s.sum {
		return errSnapshot
	}
	d := &decoder{in: content}
	decode(d)
	if d.bad || len(d.in) > 0 {
		return errSnapshot
	}
	return nil
}

func (v *Version) readHead(in *os.File, sections []section) error {
	magic, count := "", 0
	err := sections[0].read(in, nil, func(d *decoder) {
		magic = string(d.bytes())
		v.Position.Entries = int64(d.number()) //nolint:gosec // as it was written
		v.Position.Hash = string(d.bytes())
		count = d.below(mostSections)
	})
	if err == nil && (magic != snapshotMagic || count != len(sections)-1) {
		err = errSnapshot
	}
	return err
}

func (v *Version) takeClasses(d *decoder) {
	v.classes = decodeClasses(d)
	for number, of := range v.classes {
		v.numbers[of] = uint32(number) //nolint:gosec // fewer than rows
	}
}
