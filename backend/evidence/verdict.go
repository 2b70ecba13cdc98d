package evidence

import "fmt"

// State is what a check found.
type State string

// The states, from good to bad.
const (
	Holds   State = "holds"
	Unknown State = "cannot be told"
	Broken  State = "does not hold"
)

// Verdict is what a verification found.
type Verdict struct {
	State       State    `json:"state"`
	File        string   `json:"file"`           // that was to be verified
	Pack        string   `json:"pack,omitempty"` // that it was held to
	ReportID    string   `json:"reportId,omitempty"`
	CreatedAt   string   `json:"createdAt,omitempty"`
	Version     string   `json:"version,omitempty"` // of the Trailbook that made it
	Events      int      `json:"events"`
	Root        string   `json:"root,omitempty"`
	Fingerprint string   `json:"fingerprint,omitempty"` // of the key that signed
	Checks      []Check  `json:"checks"`
	NotProven   []string `json:"notProven"`
}

// Check is one thing that was looked at.
type Check struct {
	Name     string    `json:"name"`
	State    State     `json:"state"`
	Text     string    `json:"text"`     // one sentence or two
	Findings []Finding `json:"findings"` // at most 200; never nil
	Total    int       `json:"total"`    // findings in all
}

// Finding is one thing that is not as it should be.
type Finding struct {
	Where string `json:"where"`         // Events!C412; events.ndjson, line 7; manifest.json
	Text  string `json:"text"`          // a sentence
	Was   string `json:"was,omitempty"` // an excerpt
	Is    string `json:"is,omitempty"`  // an excerpt
}

const mostFindings = 200

// The names of checks, in their order.
const (
	checkFiles     = "files"
	checkSignature = "signature"
	checkStamp     = "time stamp"
	checkEvents    = "events"
	checkTieOut    = "tie-out"
	checkReport    = "report"
)

func newCheck(name string) *Check { return &Check{Name: name, State: Holds, Findings: []Finding{}} }

// find adds a finding, which breaks the check.
func (c *Check) find(f Finding) {
	c.State = Broken
	if c.Total++; len(c.Findings) < mostFindings {
		c.Findings = append(c.Findings, f)
	}
}

func (c *Check) wrong(where, format string, args ...any) {
	c.find(Finding{Where: where, Text: fmt.Sprintf(format, args...)})
}

// differs finds that a number or text is another one.
func (c *Check) differs(where, what string, was, is any) {
	if was != is {
		c.find(Finding{Where: where, Text: what + " is another one", Was: fmt.Sprint(was), Is: fmt.Sprint(is)})
	}
}

// say is the check's sentence, unless there is one already.
func (c *Check) say(format string, args ...any) {
	if c.Text == "" {
		c.Text = fmt.Sprintf(format, args...)
	}
}

// conclude takes over a check.
func (v *Verdict) conclude(c *Check) {
	if c.Text == "" && c.State == Broken {
		c.Text = fmt.Sprintf("%s.", counted(c.Total, "finding"))
	}
	v.Checks = append(v.Checks, *c)
	if c.State == Broken || c.State == Unknown && v.State == Holds {
		v.State = c.State
	}
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
