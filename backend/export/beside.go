package export

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// Paper asks for a PDF beside a workbook, and has what it is to say of both.
type Paper struct {
	Workbook string // name of the Excel file; empty is that of the request's path
	Pack     string // name of the evidence pack; empty for none
	Key      string // fingerprint of the key that the pack is signed with
}

// PaperPath is where the PDF of a workbook goes: beside it, under its name.
func PaperPath(workbook string) string {
	return strings.TrimSuffix(workbook, filepath.Ext(workbook)) + "." + string(FormatPDF)
}

// writePaper makes the PDF of a workbook that was written to out whole, beside
// it in its folder.
func writePaper(ctx context.Context, req Request, out *target, t *tally) (*target, error) {
	paper, err := out.beside("paper")
	if err != nil {
		return nil, err
	}
	a := newAccount(req, t)
	name := cmp.Or(req.Paper.Workbook, filepath.Base(req.Path))
	facts := [][2]string{
		{a.words.of("Report ID"), req.ReportID()},
		{a.words.of("Workbook"), name},
		{a.words.of("Workbook (SHA-256)"), out.sum()},
	}
	for _, fact := range [...][2]string{
		{"Evidence pack", req.Paper.Pack}, {"Manifest (SHA-256)", req.Report.ManifestHash}, {"Signed with (Ed25519, SHA-256)", req.Paper.Key},
	} {
		if fact[1] != "" {
			facts = append(facts, [2]string{a.words.of(fact[0]), fact[1]})
		}
	}
	intro := fmt.Sprintf(a.words.of("Sheets Report and Summary of the workbook %s, which is meant by “this file”."), name) + " " + a.words.of(`Characters that the font here lacks stand as \u{1F600}.`)
	return paper, a.print(ctx, paper, req.said, intro, signable{statement: fmt.Sprintf(a.words.of(signSheets), a.grouped(t.events)), facts: facts})
}
