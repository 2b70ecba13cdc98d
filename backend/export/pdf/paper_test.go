package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func info() Info {
	return Info{
		Title: "Report", Subject: "a subject", ID: "1234", Creator: "Trailbook", Language: "en", Made: time.Date(2026, 10, 1, 2, 3, 4, 0, time.UTC),
		Head: "head of the page", Foot: "foot of the page", Page: "Page %d of %d",
		Colors: Colors{Ink: "000000", Accent: "0000ff", Muted: "777777", Rule: "cccccc", Band: "eeeeee", Alert: "ff0000", Series: []string{"112233", "445566"}},
	}
}

// made is the file that a document becomes.
func made(t *testing.T, say func(*Paper)) string {
	t.Helper()
	p, err := New(info())
	if err != nil {
		t.Fatal(err)
	}
	say(p)
	path := filepath.Join(t.TempDir(), "out.pdf")
	var out bytes.Buffer
	if err := p.Write(&out); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// poppler is what a tool of poppler says of a file.
func poppler(t *testing.T, tool string, args ...string) string {
	t.Helper()
	found, err := exec.LookPath(tool)
	if err != nil {
		t.Fatal("poppler is not set up: run build/setup.sh office")
	}
	out, err := exec.Command(found, args...).Output()
	if err != nil {
		t.Fatalf("%s %v: %v", tool, args, err)
	}
	return string(out)
}

func textOf(t *testing.T, path string) string {
	return poppler(t, "pdftotext", "-raw", "-enc", "UTF-8", path, "-")
}

var wordBox = regexp.MustCompile(`<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">`)

// wantOnPage holds every word to the margins of its page.
func wantOnPage(t *testing.T, path string) {
	t.Helper()
	words := wordBox.FindAllStringSubmatch(poppler(t, "pdftotext", "-bbox", path, "-"), -1)
	if len(words) == 0 {
		t.Error("there are no words")
	}
	for _, w := range words {
		var box [4]float64
		for i := range box {
			box[i], _ = strconv.ParseFloat(w[i+1], 64)
			box[i] *= millimetres
		}
		if box[0] < left-0.3 || box[2] > right+0.3 || box[1] < 10 || box[3] > pageHeight-8 {
			t.Errorf("a word runs off the page: %v mm", box)
		}
	}
}

func TestTextIsShownAsItIsOrEscaped(t *testing.T) {
	p, err := New(info())
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"plain = 1+1, č Ω Ж → • − – “x” …": "plain = 1+1, č Ω Ж → • − – “x” …",
		"two\nlines":                    "two\nlines",
		"a\tb\rc\x00\x1b[31m\x7f\u0085": `a\tb\rc\x00\x1b[31m\x7f\x85`,
		"\u202egnp.exe\u200b\u00ad":     `\u{202E}gnp.exe\u{200B}\u{AD}`,
		"smile 😀, 日本":                   `smile \u{1F600}, \u{65E5}\u{672C}`,
		"א and ب":                       `\u{5D0} and \u{628}`,
		"e\u0301":                       `e\u{301}`,
		"bad \xff bytes \ufffd":         `bad \xff bytes \u{FFFD}`,
		"\ue000\U000f0000\u2028":        `\u{E000}\u{F0000}\u{2028}`,
	} {
		if got := p.shown(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

// Lines are no wider than they may be, and lose nothing but the space at which
// they end.
func TestWrapping(t *testing.T) {
	p, err := New(info())
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // texts to try, no secrets
	letters := []rune("aaaaiiWWč  .,/-_😀")
	for n := range 3000 {
		var b strings.Builder
		for range random.IntN(200) {
			b.WriteRune(letters[random.IntN(len(letters))])
		}
		text, width, style := b.String(), 4+random.Float64()*120, []string{"", "B"}[n%2]
		lines := p.wrap(text, style, bodySize, width)
		for _, line := range lines {
			if p.width(line, style, bodySize) > width+1e-9 && utf8.RuneCountInString(line) > 1 {
				t.Fatalf("%q is wider than %f", line, width)
			}
		}
		without := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if without(strings.Join(lines, "")) != without(p.shown(text)) {
			t.Fatalf("%q became %q", text, lines)
		}
	}
	if got := p.wrap("aaa bbb/ccc", "", bodySize, p.width("aaa bbb/cc", "", bodySize)); strings.Join(got, "|") != "aaa|bbb/ccc" {
		t.Errorf("%q", got)
	}
	if got := p.wrap("path/to/some/thing", "", bodySize, p.width("path/to/some/thi", "", bodySize)); strings.Join(got, "|") != "path/to/some/|thing" {
		t.Errorf("%q", got)
	}
}

func everything(p *Paper) {
	long := strings.Repeat("a/very/long/path/without/a/space/", 40)
	p.Title("Title "+long, "subtitle "+long)
	p.Section("Section " + long)
	p.Pair("label "+long, long, true)
	p.Sentence(strings.Repeat("words and ", 3000))
	p.Legend("label", "middle "+long, "meaning "+long)
	p.Section("Days")
	day := Day{Name: "2026-10-01", At: info().Made, Counts: []int{1, 2}}
	far := Day{Name: "2036-10-01", At: info().Made.AddDate(10, 0, 0), Counts: []int{0, 700}}
	p.Days(Days{Title: "Days " + long, Parts: []string{"one", "two " + long}, Days: []Day{day, far, {Name: "never", Counts: []int{3, 0}}}})
	p.Table(Table{Columns: []Column{{Title: "What", Bold: true}, {Title: "Number", Right: true}, {Title: "Long " + long}},
		Rows: [][]string{{long, "1,234", long}, {"x", "2"}}, Total: []string{"Total", "1,236"}, Bars: []float64{1, 0.0001}, Palette: true})
	p.Sign(Signature{Heading: "Sign", Statement: long, Facts: [][2]string{{"label", long}}, Signers: []string{"One " + long, "Two"}, Fields: []string{"Name", "Signature"}})
}

func TestNothingRunsOffThePage(t *testing.T) {
	path := made(t, everything)
	wantOnPage(t, path)
	text := textOf(t, path)
	if got := strings.Count(strings.ReplaceAll(text, "\n", " "), "words and"); got != 3000 {
		t.Errorf("%d of 3000 words", got)
	}
	if pages := strings.Count(text, "\f"); !strings.Contains(text, fmt.Sprintf("Page %d of %d", pages, pages)) || strings.Count(text, "foot of the page") != pages || strings.Count(text, "head of the page") != pages-1 {
		t.Errorf("%d pages: %s", pages, text)
	}
}

func TestTheSameCallsGiveTheSameBytes(t *testing.T) {
	first := read(t, made(t, everything))
	for range 5 {
		if read(t, made(t, everything)) != first {
			t.Fatal("other bytes")
		}
	}
	if !strings.Contains(first, "/CreationDate") || !strings.Contains(first, "20261001020304") {
		t.Error("the document does not have the date that it was given")
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// A long table has its headings on every page, keeps its last rows together
// with the sum, and no row is lost.
func TestATableOverSeveralPages(t *testing.T) {
	for _, count := range []int{1, 11, 12, 13, 46, 47, 48, 49, 50, 51, 52, 53, 500} {
		table := Table{Columns: []Column{{Title: "Heading"}, {Title: "Count", Right: true}}, Total: []string{"Sum", "x"}}
		for i := range count {
			table.Rows = append(table.Rows, []string{fmt.Sprintf("row-%d.", i), strconv.Itoa(i)})
		}
		path := made(t, func(p *Paper) { p.Title("Title", ""); p.Section("Section"); p.Table(table) })
		pages := strings.Split(strings.TrimSuffix(textOf(t, path), "\f"), "\f")
		found := 0
		for i, page := range pages {
			rows := strings.Count(page, "row-")
			if found += rows; strings.Count(page, "Heading") != 1 || rows < min(count, fewRows) || len(pages) > 1 && rows < fewRows {
				t.Errorf("%d rows: page %d has %d of them: %s", count, i+1, rows, page)
			}
		}
		if found != count || !strings.Contains(pages[len(pages)-1], "Sum") {
			t.Errorf("%d of %d rows", found, count)
		}
	}
}

// A long table ends where the work is stopped.
func TestAStoppedDocument(t *testing.T) {
	stop, pages := errors.New("stopped"), 0
	about := info()
	about.Stopped = func() error {
		if pages++; pages > 3 {
			return stop
		}
		return nil
	}
	p, err := New(about)
	if err != nil {
		t.Fatal(err)
	}
	table := Table{Columns: []Column{{Title: "Heading"}}}
	for range 10_000 {
		table.Rows = append(table.Rows, []string{"row"})
	}
	p.Table(table)
	var out bytes.Buffer
	if err := p.Write(&out); !errors.Is(err, stop) || out.Len() > 0 || p.file.PageCount() > 5 {
		t.Errorf("%v, %d bytes, %d pages", err, out.Len(), p.file.PageCount())
	}
}

// Nothing in the file acts: there are no links, actions, scripts, forms or
// files in it, whatever the text says.
func TestTextIsNothingButText(t *testing.T) {
	hostile := "https://evil.example/ javascript:alert(1) ) Tj ET /S /URI (x) >> endobj \\) {nb} <script>"
	path := made(t, func(p *Paper) {
		p.Title(hostile, hostile)
		p.Section(hostile)
		p.Pair(hostile, hostile, false)
	})
	if text := strings.ReplaceAll(textOf(t, path), "\n", " "); strings.Count(text, "javascript:alert(1) ) Tj ET /S /URI (x) >> endobj \\) {nb}") < 2 {
		t.Errorf("the text is not there: %s", text)
	}
	wantInert(t, path)
}

var streams = regexp.MustCompile(`(?s)stream\n.*?endstream`)
var literals = regexp.MustCompile(`(?s)\((?:\\.|[^\\()])*\)`)

// wantInert looks for what acts in the objects of a file.
func wantInert(t *testing.T, path string) {
	t.Helper()
	objects := literals.ReplaceAllString(streams.ReplaceAllString(read(t, path), ""), "()")
	for _, acts := range []string{"/A ", "/AA", "/Annot", "/URI", "/Action", "/OpenAction", "/JS", "/JavaScript", "/Launch", "/AcroForm", "/Filespec", "/RichMedia"} {
		if strings.Contains(objects, acts) {
			t.Errorf("the file has %s", acts)
		}
	}
}
