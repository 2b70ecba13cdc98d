package export

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestATemplateLaysTheWorkbookOut(t *testing.T) {
	template := Template{
		Name: "ISO 27001", Title: "Access review =1+1", Language: German,
		Columns: []string{"user", "action", "after", "id"}, Sheets: []string{"Summary"}, Logo: picture(t, 400, 100),
	}
	path, _ := export(t, FormatExcel, samples(30), func(r *Request) { r.Template = template; r.Report.Zone = prague(t) })
	f := open(t, path)
	if got := strings.Join(f.GetSheetList(), ","); got != "Events,Summary,Report,Notes" {
		t.Errorf("sheets %s", got)
	}
	if got := strings.Join(rows(t, f, "Events")[0], "|"); got != "Zeit (UTC)|Zeit (Europe/Prague)|Benutzer|Aktion|Nachher|Ereignis-ID" {
		t.Errorf("header %s", got)
	}
	text := reportText(t, path)
	for _, want := range []string{"Access review =1+1\n30 events", "Vorlage|ISO 27001", "Zeilen auf Blatt Events|30"} {
		if !strings.Contains(text, want) {
			t.Errorf("sheet Report lacks %q", want)
		}
	}
	if strings.Contains(text, "Changes|one per changed path") || strings.Contains(text, "Spalten des Blatts Changes") {
		t.Error("sheet Report tells of sheets that are not there")
	}
	all := parts(t, path)
	if !strings.Contains(all["docProps/core.xml"], "<dc:title>Access review =1+1<") || all["xl/media/image1.png"] != string(template.Logo) {
		t.Error("the title or the logo is missing")
	}
	if !strings.Contains(all["xl/workbook.xml"], `&#39;Events&#39;!$A$1:$D$31<`) {
		t.Error("the columns of JSON are printed")
	}
	none, _ := export(t, FormatExcel, samples(3), func(r *Request) { r.Template.Sheets = []string{"none"} })
	if got := strings.Join(open(t, none).GetSheetList(), ","); got != "Events,Report,Notes" {
		t.Errorf("without any: %s", got)
	}
}

// Every heading is in German, and headings of one table are not alike.
func TestHeadingsAreTranslated(t *testing.T) {
	full := func(r *Request) {
		r.Report.Zone = prague(t)
		r.Report.Build, r.Report.ManifestHash = "go", "beef"
		r.Report.LeftOut = []LeftOut{{Clause: "c", Events: 1}}
		r.Report.Continuity = Continuity{Checked: true, Gaps: []string{"a"}}
		r.Report.Sources = []SourceInfo{{Kind: "import", Name: "a", Tenant: "northwind"}}
		r.Report.Tenants = append(r.Report.Tenants, TenantInfo{Name: "southwind"})
		r.Report.Tenants[0].Events = 13
		r.Template.Name = "x"
		r.sheetRows = 9
	}
	events := samples(12)
	events[3].Type, events[4].CreatedAt = "strange", events[4].CreatedAt.AddDate(-300, 0, 0)
	english, _ := export(t, FormatExcel, events, full)
	other, _ := export(t, FormatExcel, events, func(r *Request) { full(r); r.Template.Language = German })
	same := []string{"Name", "Server", "Build", "Element", "SHA-256", "Format", "Bytes", "Detail", "Manifest (SHA-256)", "create", "update", "delete", "other"}
	a, b := open(t, english), open(t, other)
	for _, sheet := range a.GetSheetList() {
		one, two := rows(t, a, sheet), rows(t, b, sheet)
		if len(one) != len(two) {
			t.Fatalf("%s has %d rows, in German %d", sheet, len(one), len(two))
		}
		for i := range one {
			head := i == 0 && sheet != "Summary" && sheet != "Report"
			if !head && sheet != "Summary" && sheet != "Report" || len(one[i]) == 0 {
				continue
			}
			if len(one[i]) > 2 && slices.Contains(a.GetSheetList(), one[i][0]) {
				continue // the name of a sheet, which is one in every language
			}
			cells := one[i][:1]
			if head {
				cells = one[i]
				if sorted := slices.Sorted(slices.Values(two[i])); len(slices.Compact(sorted)) != len(two[i]) {
					t.Errorf("%s has two columns of one name: %q", sheet, two[i])
				}
			}
			for c, text := range cells {
				_, known := german[text]
				if known && two[i][c] == text && !slices.Contains(same, text) {
					t.Errorf("%s, row %d: %q is not translated", sheet, i+1, text)
				}
				if head && !known && !strings.HasPrefix(text, "Created (") {
					t.Errorf("%s: the column %q has no German", sheet, text)
				}
			}
		}
	}
	for text := range german {
		if german[text] == "" {
			t.Errorf("%q is translated to nothing", text)
		}
	}
	for _, names := range [][]string{flagNames[:], {noteNames[noteCut][0], noteNames[noteEscaped][0], noteNames[noteBroken][0], noteNames[noteLike][0],
		noteNames[noteUndated][0], noteNames[noteUnread][0], noteNames[noteCoarse][0], noteNames[noteContinued][0], noteNames[noteMasked][0]}} {
		for _, name := range names {
			if german[name] == "" {
				t.Errorf("%q has no German", name)
			}
		}
	}
}

func TestTemplatesThatCannotBe(t *testing.T) {
	for name, template := range map[string]Template{
		"language": {Language: "fr"}, "column": {Columns: []string{"colour"}}, "column twice": {Columns: []string{"id", "id"}},
		"sheet": {Sheets: []string{"Report"}}, "none and one": {Sheets: []string{"none", "Changes"}}, "title": {Title: strings.Repeat("x", 121)},
		"logo": {Logo: []byte("<svg/>")}, "large logo": {Logo: make([]byte, largestLogo+1)}, "wide logo": {Logo: picture(t, 5000, 1)},
	} {
		if err := template.Validate(); audit.CodeOf(err) != audit.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
		req := request(t.TempDir()+"/out.xlsx", nil)
		req.Template = template
		if _, err := Write(t.Context(), req); audit.CodeOf(err) != audit.CodeInvalid {
			t.Errorf("export with %s: %v", name, err)
		}
	}
}

func TestTemplatesAreKept(t *testing.T) {
	cache, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cache.Close() }()
	ctx := t.Context()
	for _, template := range []Template{{Name: " b ", Title: "B"}, {Name: "a", Language: German}, {Name: "b", Title: "B again", Logo: picture(t, 2, 2)}} {
		if err := KeepTemplate(ctx, cache, template); err != nil {
			t.Fatal(err)
		}
	}
	list, err := Templates(ctx, cache)
	if err != nil || len(list) != 2 || list[0].Name != "a" || list[0].Language != German || list[1].Title != "B again" || len(list[1].Logo) == 0 {
		t.Errorf("%+v, %v", list, err)
	}
	if one, err := TemplateNamed(ctx, cache, "b"); err != nil || one.Title != "B again" || one.Name != "b" {
		t.Errorf("%+v, %v", one, err)
	}
	if own, err := TemplateNamed(ctx, cache, ""); err != nil || own.Name != "" || len(own.Columns) > 0 {
		t.Errorf("%+v, %v", own, err)
	}
	if err := RemoveTemplate(ctx, cache, "a"); err != nil {
		t.Error(err)
	}
	for _, err := range []error{RemoveTemplate(ctx, cache, "a"), func() error { _, err := TemplateNamed(ctx, cache, "a"); return err }()} {
		if audit.CodeOf(err) != audit.CodeNotFound {
			t.Errorf("a template that is not there: %v", err)
		}
	}
	if err := KeepTemplate(ctx, cache, Template{Name: " "}); audit.CodeOf(err) != audit.CodeInvalid {
		t.Error(err)
	}
	if err := KeepTemplate(ctx, cache, Template{Name: "c", Language: "xx"}); audit.CodeOf(err) != audit.CodeInvalid {
		t.Error(err)
	}
}
