package workbook

import (
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf16"
	"unicode/utf8"
)

// keptTexts is how many bytes of shared texts stay in memory; what goes beyond
// that is in a file.
const keptTexts = 32 << 20

// texts are those that cells refer to by number. They are most of a workbook
// that another program saved, so that memory may not hold them.
type texts struct {
	folder string
	ends   []int64
	kept   []byte
	file   *os.File // nil while all are kept
	spilt  int64    // bytes in the file
	read   []byte
}

// add appends a text.
func (t *texts) add(text []byte) error {
	t.kept = append(t.kept, text...)
	t.ends = append(t.ends, t.spilt+int64(len(t.kept)))
	if len(t.kept) < keptTexts {
		return nil
	}
	if t.file == nil {
		var err error
		if t.file, err = os.CreateTemp(t.folder, "texts-*"); err != nil {
			return fmt.Errorf("workbook: making room for texts: %w", err)
		}
	}
	n, err := t.file.Write(t.kept)
	t.spilt += int64(n)
	t.kept = t.kept[:0]
	return err
}

// at is text number i.
func (t *texts) at(i int) (string, error) {
	if i < 0 || i >= len(t.ends) {
		return "", errors.New("workbook: a cell refers to a text that is not there")
	}
	from := int64(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	length := t.ends[i] - from
	if from >= t.spilt {
		return string(t.kept[from-t.spilt:][:length]), nil
	}
	if int64(cap(t.read)) < length {
		t.read = make([]byte, length)
	}
	t.read = t.read[:length]
	if _, err := t.file.ReadAt(t.read, from); err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return string(t.read), nil
}

func (t *texts) close() {
	if t.file != nil {
		_ = t.file.Close()
		_ = os.Remove(t.file.Name())
	}
}

// plainText undoes the escapes with which a workbook holds what XML cannot:
// _x0007_, and _x005F_ for an underscore that begins none.
func plainText(text []byte) []byte {
	var out []byte
	from, high := 0, rune(0)
	for i := 0; i < len(text); i++ {
		if text[i] != '_' || !looksEscaped(string(text[i:min(i+7, len(text))])) {
			continue
		}
		out = append(out, text[from:i]...)
		r := rune(0)
		for _, digit := range text[i+2 : i+6] {
			r = r<<4 | rune(hexDigit(digit)) //nolint:gosec // four bits
		}
		if high != 0 && from == i { // the second half of a pair
			if whole := utf16.DecodeRune(high, r); whole != utf8.RuneError {
				out = utf8.AppendRune(out[:len(out)-len("\uFFFD")], whole)
				from, high, i = i+7, 0, i+6
				continue
			}
		}
		high = 0
		if utf16.IsSurrogate(r) {
			high = r
		}
		out = utf8.AppendRune(out, r)
		from, i = i+7, i+6
	}
	if from == 0 {
		return text
	}
	return append(out, text[from:]...)
}
