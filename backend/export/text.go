package export

import (
	"github.com/trailbook/trailbook/backend/diff"
)

// text is a sheet that is read from top to bottom, while it is said: in the
// words of the language, secrets masked, line by line to whatever shows it.
type text struct {
	words  words
	masked bool // secrets are masked, also those of a search or an address
	show   func(line)
}

// line is one line of such a sheet. Its cells are texts, numbers (int,
// leftNumber), shares (float64) and days (time.Time); nil is an empty one.
type line struct {
	kind  lineKind
	cells []any
}

// text is the language and the masks of what a says, and show what shows it.
func (a *account) text(show func(line)) *text {
	return &text{words: a.words, masked: !a.req.IncludeSecrets, show: show}
}

type lineKind int

const (
	lineTitle    lineKind = iota // title, subtitle
	lineSection                  // name
	linePair                     // label, value
	lineAlert                    // the same, not to be overlooked
	lineSentence                 // text across the whole width
	lineLegend                   // label, text or number, long text
	lineHead                     // headings of a table; those of numbers are numberHead
	lineRecord                   // a row of it
	lineTotal                    // its last one
	lineChart                    // of the table so far: chartOf
)

type (
	numberHead string // the heading of a column of numbers
	leftNumber int    // a number that stands before a column of text
	openText   string // a text that may run over the empty cells behind it
)

func (s *text) say(kind lineKind, cells ...any) { s.show(line{kind, cells}) }

func (s *text) title(title, subtitle string) { s.say(lineTitle, s.words.of(title), subtitle) }

func (s *text) section(name string) { s.say(lineSection, s.words.of(name)) }

func (s *text) pair(label, value string) { s.labelled(linePair, label, value) }

// alert is a pair that must not be overlooked.
func (s *text) alert(label, value string) { s.labelled(lineAlert, label, value) }

func (s *text) labelled(kind lineKind, label, value string) {
	if value == "" {
		value = "–"
	}
	s.say(kind, s.words.of(label), s.mask(value))
}

func (s *text) mask(value string) string {
	if s.masked {
		return diff.MaskText(value)
	}
	return value
}

func (s *text) figure(label string, value int) { s.say(linePair, s.words.of(label), value) }

func (s *text) sentence(text string) { s.say(lineSentence, text) }

// legend explains: middle is a text or a number.
func (s *text) legend(label string, middle any, meaning string) {
	s.say(lineLegend, s.words.of(label), middle, meaning)
}

// head writes the headings of a table: texts, and numberHead over numbers.
func (s *text) head(titles ...any) {
	for i, title := range titles {
		switch t := title.(type) {
		case string:
			titles[i] = s.words.of(t)
		case numberHead:
			titles[i] = numberHead(s.words.of(string(t)))
		}
	}
	s.say(lineHead, titles...)
}

// record writes a row of a table.
func (s *text) record(values ...any) {
	for i, value := range values {
		if t, ok := value.(string); ok {
			values[i] = s.mask(t)
		}
	}
	s.say(lineRecord, values...)
}

func (s *text) total(label string, numbers ...int) {
	cells := []any{s.words.of(label)}
	for _, n := range numbers {
		cells = append(cells, n)
	}
	s.say(lineTotal, cells...)
}

// chart shows the table so far as a picture.
func (s *text) chart(kind chartKind, title string) {
	s.say(lineChart, chartOf{kind, s.words.of(title)})
}

// chartOf is a picture of a table.
type chartOf struct {
	kind  chartKind
	title string
}

type chartKind int

const (
	chartDays chartKind = iota // the kinds of each day upon one another, but for the last column, their sum
	chartBars                  // the first values, the largest on top
	chartPie                   // shares of all
)
