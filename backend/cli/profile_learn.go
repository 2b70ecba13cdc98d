package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/tenant/learn"
)

// learnFlags are the flags of profile learn.
type learnFlags struct {
	out, tenant string
	set         []string
	entries     bool
}

func (p *program) profileLearnCommand() *command {
	var o learnFlags
	return &command{
		name: "profile learn", args: "FILE.har --out FILE.yaml", summary: "make an endpoint profile from what a browser recorded", least: 1, most: 1,
		text: `
Open the Backoffice's Audit Logs page with the browser's network tab open, show
two pages of it, and save everything as HAR with content. The audit request is
found among the others, and what it shows is written as a profile: address,
parameters, paging, fields, times. Each thing comes with its certainty and why.
What cannot be known is asked; answer with --set KEY=VALUE. The exit status is 3
while a question is open. Tokens, cookies and passwords in the HAR are not kept.`,
		examples: []string{
			"trailbook profile learn audit.har --out acme.yaml",
			"trailbook profile learn audit.har --out acme.yaml --set time.layouts=\"2/1/2006 15:04\"",
			"trailbook profile learn audit.har --out acme.yaml --import --tenant acme",
		},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&o.out, "out", "", "the profile's `file` to write, - for stdout")
			flags.StringArrayVar(&o.set, "set", nil, "`KEY=VALUE`: what a key of the profile is, such as fields.user=actor.mail; repeatable")
			flags.BoolVar(&o.entries, "import", false, "bring the entries inside the HAR into the cache too")
			flags.StringVar(&o.tenant, "tenant", "", "with --import: the tenant's `name`")
		},
		run: func(ctx context.Context, args []string) error {
			if o.out == "" {
				return wrongUse("", "profile learn needs --out FILE.yaml")
			}
			if o.entries && o.tenant == "" {
				return wrongUse("", "--import needs --tenant NAME")
			}
			return p.profileLearn(ctx, args[0], o)
		},
	}
}

func (p *program) profileLearn(ctx context.Context, path string, o learnFlags) error {
	result, err := learnFrom(ctx, path)
	if err != nil {
		return err
	}
	for _, given := range o.set {
		key, value, found := strings.Cut(given, "=")
		if !found {
			return wrongUse("", "--set %q is not KEY=VALUE", given)
		}
		if err := result.Set(strings.TrimSpace(key), value); err != nil {
			return err
		}
	}
	write := func(to io.Writer) error {
		_, err := to.Write(result.YAML())
		return err
	}
	if o.out == "-" {
		err = write(p.Stdout)
	} else {
		err = writeFile(o.out, write)
	}
	if err == nil {
		err = p.tellLearnt(&result, o.out)
	}
	if err != nil {
		return err
	}
	if open := result.Questions(); len(open) > 0 {
		return incomplete{audit.Errorf(audit.CodeProfile, "The profile leaves %s open.", counted(len(open), "question")).
			WithHint("Run the command again with an answer, for example: --set %s", answerTo(open[0]))}
	}
	if o.entries {
		return p.importFiles(ctx, []string{path}, importFlags{tenant: o.tenant, profile: o.out})
	}
	return nil
}

func counted(n int, what string) string {
	if n == 1 {
		return "one " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func learnFrom(ctx context.Context, path string) (learn.Result, error) {
	file, err := os.Open(path)
	if err != nil {
		code := audit.CodeFile
		if errors.Is(err, os.ErrNotExist) {
			code = audit.CodeNotFound
		}
		return learn.Result{}, audit.Errorf(code, "The HAR %q cannot be read.", path).Wrapping(err)
	}
	defer func() { _ = file.Close() }()
	return learn.HAR(ctx, file)
}

// answerTo is an example of an answer.
func answerTo(f learn.Finding) string {
	value := f.Value
	if len(f.Alternatives) > 0 && value == "" {
		value = f.Alternatives[0]
	}
	if value == "" {
		value = "…"
	}
	return fmt.Sprintf("%q", f.Key+"="+value)
}

// learnt is what profile learn tells as JSON.
type learnt struct {
	URL        string        `json:"url"`
	Profile    string        `json:"profile"` // the file
	Requests   int           `json:"requests"`
	Candidates int           `json:"candidates"`
	Entries    int           `json:"entries"`
	Mapped     int           `json:"mapped"` // of those looked at
	Findings   []findingJSON `json:"findings"`
}

type findingJSON struct {
	Key          string   `json:"key"`
	Value        string   `json:"value"`
	Certainty    float64  `json:"certainty"`
	Why          string   `json:"why"`
	Alternatives []string `json:"alternatives"`
	Question     string   `json:"question"`
}

// tellLearnt tells what was inferred: as the result, or on stderr when the
// profile itself goes to stdout.
func (p *program) tellLearnt(r *learn.Result, out string) error {
	if p.json {
		told := learnt{URL: r.URL, Profile: out, Requests: r.Requests, Candidates: r.Candidates, Entries: len(r.Entries), Mapped: r.Mapped, Findings: []findingJSON{}}
		for _, f := range r.Findings {
			told.Findings = append(told.Findings, findingJSON{f.Key, f.Value, f.Certainty, f.Why, append([]string{}, f.Alternatives...), f.Question})
		}
		return p.printJSON(told)
	}
	var text strings.Builder
	fmt.Fprintf(&text, "url: %s\n", diff.Printable(r.URL))
	fmt.Fprintf(&text, "%d requests looked at, %d like an audit log, %d entries in them, %d of %d read by the profile\n\n",
		r.Requests, r.Candidates, len(r.Entries), r.Mapped, r.Guess.Entries)
	for _, f := range r.Findings {
		value := f.Value
		if value == "" {
			value = "–"
		}
		fmt.Fprintf(&text, "%3.0f %%  %-24s %s\n       %s\n", f.Certainty*100, f.Key, diff.Printable(value), diff.Printable(f.Why))
	}
	for _, f := range r.Questions() {
		fmt.Fprintf(&text, "\n?  %s\n   Answer with: --set %s\n", diff.Printable(f.Question), diff.Printable(answerTo(f)))
		if len(f.Alternatives) > 0 {
			fmt.Fprintf(&text, "   It could also be: %s\n", diff.Printable(strings.Join(f.Alternatives, ", ")))
		}
	}
	if out == "-" {
		p.note("%s", strings.TrimRight(text.String(), "\n"))
		return nil
	}
	fmt.Fprintf(&text, "\n%s\n", out)
	if len(r.Questions()) == 0 {
		fmt.Fprintf(&text, "Add the tenant with: trailbook tenant add NAME --profile %s --token-stdin\n", out)
	}
	return p.print(text.String())
}
