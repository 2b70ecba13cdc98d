package workbook

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// The limits of a sheet: ECMA-376 and Excel's own.
const (
	MaxRows    = 1_048_576
	MaxColumns = 16_384
)

// Rows writes rows of a sheet to a temporary file, deflated, as fast as the
// machine's cores allow. Make one with NewRows, and close it whatever happens.
type Rows struct {
	file    *os.File
	packer  *deflater
	row     []byte
	number  []byte   // of the current row
	columns []string // names
	height  string   // attributes of a row
	ended   bool
}

// NewRows begins rows that have at most columns cells and height points, in a
// new file in folder.
func NewRows(folder string, columns int, height float64) (*Rows, error) {
	file, err := os.CreateTemp(folder, "rows-*")
	if err != nil {
		return nil, fmt.Errorf("workbook: making room for rows: %w", err)
	}
	r := &Rows{file: file, packer: newDeflater(file), columns: make([]string, columns)}
	for i := range r.columns {
		r.columns[i] = ColumnName(i)
	}
	if height > 0 {
		r.height = ` ht="` + strconv.FormatFloat(height, 'f', -1, 64) + `" customHeight="1"`
	}
	return r, nil
}

// Begin begins row number, counted from 1; rows come in ascending order.
func (r *Rows) Begin(number int) {
	r.number = strconv.AppendInt(r.number[:0], int64(number), 10)
	r.row = append(r.row[:0], `<row r="`...)
	r.row = append(r.row, r.number...)
	r.row = append(r.row, '"')
	r.row = append(r.row, r.height...)
	r.row = append(r.row, '>')
}

// Text puts text into the cell of column, counted from 0, as what it is: never
// a formula or a number. text is valid UTF-8 without control characters but
// tabs and line feeds.
func (r *Rows) Text(column, style int, text string) {
	r.cell(column, style)
	r.row = append(r.row, ` t="inlineStr"><is><t xml:space="preserve">`...)
	r.row = appendEscaped(r.row, text)
	r.row = append(r.row, `</t></is></c>`...)
}

// Number puts a number into the cell of column, counted from 0.
func (r *Rows) Number(column, style int, value float64) {
	r.cell(column, style)
	r.row = append(r.row, `><v>`...)
	r.row = strconv.AppendFloat(r.row, value, 'f', -1, 64)
	r.row = append(r.row, `</v></c>`...)
}

func (r *Rows) cell(column, style int) {
	r.row = append(r.row, `<c r="`...)
	r.row = append(r.row, r.columns[column]...)
	r.row = append(r.row, r.number...)
	r.row = append(r.row, `" s="`...)
	r.row = strconv.AppendInt(r.row, int64(style), 10)
	r.row = append(r.row, '"')
}

// End ends the row. An error is one of the temporary file.
func (r *Rows) End() error {
	r.row = append(r.row, `</row>`...)
	_, err := r.packer.Write(r.row)
	if err != nil {
		return fmt.Errorf("workbook: keeping rows: %w", err)
	}
	return nil
}

// Bytes is about how many bytes of XML the rows are until now.
func (r *Rows) Bytes() int64 { return r.packer.length }

// finish waits until all rows are in the file.
func (r *Rows) finish() error {
	if r.ended {
		return nil
	}
	r.ended = true
	return r.packer.close()
}

// Close removes the rows.
func (r *Rows) Close() error {
	_ = r.finish()
	_ = r.file.Close()
	return os.Remove(filepath.Clean(r.file.Name()))
}

// ColumnName is the name of a column counted from 0: A, B, … Z, AA.
func ColumnName(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}
