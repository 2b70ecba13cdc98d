//go:build unix

package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export/workbook"
)

// What a full sheet is written with. Each writer is a process of its own: this
// test program, told so by fullSheetWriter, or the C program that
// TRAILBOOK_BENCH_C names.
const (
	fullSheetWriter = "TRAILBOOK_BENCH_WRITER"
	fullSheetRows   = "TRAILBOOK_BENCH_ROWS"
	fullSheetFile   = "full.xlsx" // in the working directory
)

func init() { roles = append(roles, writeFullSheet) }

func writeFullSheet() bool {
	writers := map[string]func(path string, rows int) error{"rows": writeFullRows, "excelize": writeFullExcelize, "export": writeFullExport}
	write := writers[os.Getenv(fullSheetWriter)]
	if write == nil {
		return false
	}
	rows, err := strconv.Atoi(os.Getenv(fullSheetRows))
	if err == nil {
		err = write(fullSheetFile, rows)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return true
}

var (
	fullTitles  = []string{"Created (UTC)", "Action", "Summary", "Type", "Area", "User", "Target name", "Event ID", "Tenant", "Target kind", "Target ID", "IP"}
	fullActions = []string{"Flow Updated", "Flow Started", "ACL Rule Updated", "User Logged In", "Connector Updated", "Flow Deleted"}
	fullTypes   = []string{"update", "other", "update", "other", "update", "delete"}
	fullStart   = time.Date(2026, 10, 1, 8, 30, 15, 123_000_000, time.UTC)
)

// fullEvent is event i of a full sheet. The C program makes the same cells.
func fullEvent(i int) audit.Event {
	return audit.Event{
		ID: fmt.Sprintf("65%022x", i), Tenant: "northwind", CreatedAt: fullStart.Add(time.Duration(i) * time.Second),
		Action: fullActions[i%6], Type: audit.Type(fullTypes[i%6]), Area: "Flow Management", User: fmt.Sprintf("user%d@example.com", i%40),
		TargetKind: "flow", TargetID: fmt.Sprintf("3f2c9a10-0000-4000-8000-%012d", i%200), TargetName: fmt.Sprintf("Order sync %d", i%200),
		IP: fmt.Sprintf("10.1.%d.%d", i/256%256, i%256), Summary: fmt.Sprintf("stage running → stopped, limit %d", i),
	}
}

func fullTexts(e *audit.Event) [11]string {
	return [...]string{e.Action, e.Summary, string(e.Type), e.Area, e.User, e.TargetName, e.ID, e.Tenant, e.TargetKind, e.TargetID, e.IP}
}

// writeFullRows writes as an export does, but only sheet Events and only these
// cells.
func writeFullRows(path string, rows int) error {
	out, err := create(context.Background(), path)
	if err != nil {
		return err
	}
	defer out.discard()
	s, err := newSheets(Request{Report: Report{GeneratedAt: fullStart}}, out, new(Counts))
	if err != nil {
		return err
	}
	g := &grid{book: s, name: eventsSheet, printed: len(fullTitles)}
	for i, title := range fullTitles {
		g.columns = append(g.columns, gridColumn{title, 20, i == 0})
	}
	defer g.close()
	for i := range rows {
		e := fullEvent(i)
		if err := g.next(e.ID); err != nil {
			return err
		}
		g.time(0, e.CreatedAt)
		for column, text := range fullTexts(&e) {
			g.text(1+column, text)
		}
		if err := g.end(); err != nil {
			return err
		}
	}
	if err := s.name(g.names()...); err != nil {
		return err
	}
	if err := g.place(); err != nil {
		return err
	}
	if err := s.write(); err != nil {
		return err
	}
	return out.publish()
}

// writeFullExcelize writes the same cells by excelize's stream writer alone.
func writeFullExcelize(path string, rows int) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	layout := timeFormat
	date, err := f.NewStyle(&excelize.Style{CustomNumFmt: &layout})
	if err != nil {
		return err
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: textFormat})
	if err != nil {
		return err
	}
	stream, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	cells, values := make([]excelize.Cell, len(fullTitles)), make([]any, len(fullTitles))
	for i, title := range fullTitles {
		cells[i] = excelize.Cell{StyleID: text, Value: title}
		values[i] = &cells[i]
	}
	for i := 0; ; i++ {
		if err := stream.SetRow("A"+strconv.Itoa(i+1), values); err != nil {
			return err
		}
		if i == rows {
			break
		}
		e := fullEvent(i)
		days, _ := serial(e.CreatedAt)
		cells[0] = excelize.Cell{StyleID: date, Value: days}
		for column, value := range fullTexts(&e) {
			cells[1+column] = excelize.Cell{StyleID: text, Value: value}
		}
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	return f.SaveAs(path)
}

// writeFullExport runs the whole export over the same events: masks, every
// sheet and column.
func writeFullExport(path string, rows int) error {
	req := request(path, nil)
	req.Total = rows
	req.Events = func(yield func(audit.Event, error) bool) {
		for i := range rows {
			if !yield(fullEvent(i), nil) {
				return
			}
		}
	}
	_, err := Write(context.Background(), req)
	return err
}

// cellsOf is a hash over the cells of the first sheet of a workbook, without
// its header, and how many there are.
func cellsOf(b *testing.B, path string) (hash string, cells int) {
	b.Helper()
	book, err := workbook.Open(path, b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer book.Close()
	sum := sha256.New()
	for row, err := range book.Rows(book.Sheets()[0]) {
		if err != nil {
			b.Fatal(err)
		}
		if row.Number == 1 {
			continue
		}
		for _, c := range row.Cells {
			value := c.Value
			if c.Kind == workbook.Number { // to the millisecond
				days, err := strconv.ParseFloat(value, 64)
				if err != nil {
					b.Fatal(err)
				}
				value = strconv.FormatInt(int64(math.Round(days*86_400_000)), 10)
			}
			_, _ = fmt.Fprintf(sum, "%s=%s\n", row.Name(c), value)
			cells++
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), cells
}

// BenchmarkFullSheet writes a full sheet of 1,048,575 events × 12 columns, each
// writer in a process of its own and the same cells in each, which is checked.
// It reports seconds and the peak of resident memory. TRAILBOOK_BENCH_ROWS
// changes the number of rows.
func BenchmarkFullSheet(b *testing.B) {
	rows := workbook.MaxRows - 1
	if given, err := strconv.Atoi(os.Getenv(fullSheetRows)); err == nil {
		rows = given
	}
	hashes := map[string]string{}
	for _, writer := range []string{"rows", "excelize", "libxlsxwriter", "export"} {
		program, err := os.Executable()
		if err != nil {
			b.Fatal(err)
		}
		if writer == "libxlsxwriter" {
			if program = os.Getenv("TRAILBOOK_BENCH_C"); program == "" {
				continue
			}
		}
		b.Run(writer, func(b *testing.B) {
			b.Chdir(b.TempDir())
			b.Setenv(fullSheetWriter, writer)
			b.Setenv(fullSheetRows, strconv.Itoa(rows))
			var seconds []float64
			peak := 0.0
			for b.Loop() {
				done := launch(b, program)
				seconds, peak = append(seconds, done.seconds), max(peak, done.peakMB)
			}
			b.StopTimer()
			file, err := os.Stat(fullSheetFile)
			if err != nil {
				b.Fatal(err)
			}
			slices.Sort(seconds)
			b.ReportMetric(seconds[len(seconds)/2], "s")
			b.ReportMetric(peak, "peak-MB")
			b.ReportMetric(float64(file.Size())/1e6, "file-MB")
			if writer == "export" {
				return // it has more columns
			}
			hash, cells := cellsOf(b, fullSheetFile)
			b.ReportMetric(float64(cells), "cells")
			hashes[writer] = hash
			if hash != hashes["rows"] || cells != rows*len(fullTitles) {
				b.Errorf("%s wrote other cells: %d, hash %s", writer, cells, hash)
			}
		})
	}
}
