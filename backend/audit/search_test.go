package audit_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// noon of a Monday, in a zone whose clocks were set back a month before.
func noon(t testing.TB) audit.Clock {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Prague")
	if err != nil {
		t.Fatal(err)
	}
	return audit.Clock{Now: time.Date(2026, 11, 30, 12, 0, 0, 0, zone), Zone: zone}
}

// What was typed, and how it is written once it is understood: what binds to
// what shows in the parentheses.
func TestSearchIsReadAs(t *testing.T) {
	for typed, written := range map[string]string{
		"":                               "",
		"  \t\n":                         "",
		`""`:                             "",
		`a OR "" OR b`:                   "a OR b",
		"()":                             "",
		"flow":                           "flow",
		"a b OR c":                       "a b OR c",
		"a (b OR c)":                     "a (b OR c)",
		"(a b) OR c":                     "a b OR c",
		"(a OR b) OR c":                  "a OR b OR c",
		"a AND b":                        "a b",
		"a NOT b":                        "a -b",
		"-(-a)":                          "a",
		"-(a b)":                         "-(a b)",
		"-(user:a OR user:b)":            "-user:a,b",
		"user:a OR user:b":               "user:a,b",
		"user:(a, b OR c)":               "user:a,b,c",
		"user:a,b c":                     "user:a,b c",
		"USER:a":                         "user:a",
		"type:(create OR delete)":        "type:create,delete",
		"type:deleted,created":           "type:create,delete",
		`action:"Flow Updated"`:          `action:"Flow Updated"`,
		`"lone quote`:                    `"\"lone" quote`,
		"http://x":                       `"http://x"`,
		"12:30":                          `"12:30"`,
		"note: x":                        `"note:" x`,
		"sha256:ab":                      `"sha256:ab"`,
		"target:acl:routes":              "target:acl:routes",
		"f(x)":                           `"f(x)"`,
		"a--b - --c":                     `a--b "-" "--c"`,
		`"a"b`:                           "a b",
		"a***b":                          "a*b",
		"*":                              "*",
		`"a b"*"c d"`:                    `"a b"*"c d"`,
		`a*"`:                            `a*"\""`,
		"„Ärger“ “x y”":                  `Ärger "x y"`,
		`"say \"hi\" \\ \n"`:             `"say \"hi\" \\ \\n"`,
		"/a b/":                          "/a b/",
		"/config/slack":                  `"/config/slack"`,
		"changed:/config/slack":          `changed:"/config/slack"`,
		`user:/^a\/b$/,c`:                `user:/^a\/b$/,c`,
		"(/a(b|c)/)":                     "/a(b|c)/",
		"hour:22,23,0,1":                 "hour:22..1",
		"hour:0..23":                     "hour:0..23",
		"weekday:Monday,wed":             "weekday:mon,wed",
		"weekday:sat..mon":               "weekday:sat..mon",
		"created:>-7d":                   "created:>-7d",
		`created:<"2026-01-02 10:00"`:    `created:<"2026-01-02 10:00"`,
		"created:2026-01,2026-03":        "created:2026-01,2026-03",
		"has:changes,user":               "has:user,changes",
		"OR-x ORx xOR":                   "OR-x ORx xOR",
		`user:""`:                        `user:""`,
		`user:a OR user:b OR action:"x"`: "user:a OR user:b OR action:x",
		strings.Repeat("(", 100) + "a" + strings.Repeat(")", 100): "a",
	} {
		search, err := audit.ParseSearch(typed, noon(t))
		if err != nil || search.String() != written {
			t.Errorf("%s\n is read as %s (%v)\n should be %s", typed, search, err, written)
			continue
		}
		again, err := audit.ParseSearch(written, noon(t))
		if err != nil || !reflect.DeepEqual(again, search) {
			t.Errorf("%s is read as another tree than %s: %v", written, typed, err)
		}
	}
}

// What cannot be understood names the place, and what to write.
func TestSearchThatCannotBeReadSaysWhereAndWhatToWrite(t *testing.T) {
	for _, c := range []struct{ typed, blamed, hint string }{
		{"flow usr:alice", "usr:", "user:alice@acme.com"},
		{"tpye:create", "tpye:", "type:create,delete"},
		{"targte:x", "targte:", "target:acl:routes"},
		{"email:x", "email:", "user:"},
		{"date:2026", "date:", "created:"},
		{"summry:x", "summry:", "summary:"},
		{"user:", "user:", "behind the colon"},
		{"user: alice", "user:", "behind the colon"},
		{"a user:,", "user:,", "behind the colon"},
		{"(a OR b", "(", ")"},
		{"user:(a,b", "(", ")"},
		{"f(x", "(", `"("`},
		{"a) b", ")", `")"`},
		{"OR a", "OR", "slack OR teams"},
		{"a OR", "OR", "slack OR teams"},
		{"a OR OR b", "OR", "slack OR teams"},
		{"(-)", "-", "-deleted"},
		{"NOT", "NOT", "-deleted"},
		{"type:delte", "delte", "create, update, delete or other"},
		{"x type:create,x", "x", "create, update, delete or other"},
		{"type:cre*", "cre*", "type:create,delete"},
		{"has:foo", "foo", "before"},
		{"weekday:x", "x", "mon..fri"},
		{"hour:24", "24", "0 to 23"},
		{"hour:-1", "-1", "0 to 23"},
		{"created:soon", "soon", "2026-01-31"},
		{"created:2026-13", "2026-13", "2026-01-31"},
		{"created:2026-03..2026-01", "2026-03..2026-01", "swap"},
		{"created:>", ">", "2026-01-31"},
		{"created:..", "..", "2026-01-31"},
		{"created:-7m", "-7m", "min"},
		{"area:flow", "flow", `area:"Flow Management"`},
		{"area:x", "x", "area:flow*"},
		{"a /b(/", "/b(/", "RE2"},
		{"user:/[/", "/[/", "RE2"},
		{"/(a{1000}){100}/", "/(a{1000}){100}/", "RE2"},
		{"/((a|b)(c|d)){400}/", "/((a|b)(c|d)){400}/", "smaller"},
		{"/" + strings.Repeat("a", 501) + "/", "/" + strings.Repeat("a", 501) + "/", "500"},
		{strings.Repeat("/a/ ", 8) + "/b/", "/b/", "8"},
		{strings.Repeat("(", 101) + "a" + strings.Repeat(")", 101), "(", "100"},
		{strings.Repeat("a ", 1000) + "b", "b", "1000"},
	} {
		_, err := audit.ParseSearch(c.typed, noon(t))
		var known *audit.Error
		if !errors.As(err, &known) || known.Code != audit.CodeInvalid || known.Place == nil {
			t.Errorf("%.40s: %v", c.typed, err)
			continue
		}
		if got := string([]rune(c.typed)[known.Place.From:known.Place.To]); got != c.blamed || !strings.Contains(known.Hint, c.hint) {
			t.Errorf("%.40s blames %q and says %v; should blame %q and say %s", c.typed, got, err, c.blamed, c.hint)
		}
	}
	_, err := audit.ParseSearch(strings.Repeat("é", 10_001), noon(t))
	var known *audit.Error
	if !errors.As(err, &known) || known.Place == nil || known.Place.From != 10_000 {
		t.Errorf("a search of 10,001 characters: %v", err)
	}
}

func TestSearchForWordsAloneIsPlain(t *testing.T) {
	for typed, plain := range map[string]bool{
		"": true, "flow": true, "flow updated": true, `"flow"`: true,
		`"flow updated"`: false, "flow*": false, "-flow": false, "a OR b": false, "user:a": false, "/a/": false, "a (b OR c)": false,
	} {
		search, err := audit.ParseSearch(typed, noon(t))
		if err != nil || search.Plain() != plain {
			t.Errorf("%q: plain %v, %v", typed, search.Plain(), err)
		}
	}
}

// A report says when it was made; its filter must mean the same a year later.
func TestTimesCountedFromNowCanBeFixed(t *testing.T) {
	for typed, fixed := range map[string]string{
		"a created:today":         "a created:>=2026-11-29T23:00:00.000Z created:<2026-11-30T23:00:00.000Z",
		"-created:>-7d":           "-created:>=2026-11-23T11:00:00.000Z",
		"created:<yesterday OR b": "created:<2026-11-28T23:00:00.000Z OR b",
		"created:2026-11":         "created:2026-11",
		"created:>=2026-11-07":    "created:>=2026-11-07",
	} {
		search, err := audit.ParseSearch(typed, noon(t))
		if err != nil || search.Fixed().String() != fixed {
			t.Errorf("%s: %s, %v", typed, search.Fixed(), err)
		}
	}
}

func TestEveryKeyHasAnExampleThatCanBeRead(t *testing.T) {
	for _, field := range audit.Fields {
		search, err := audit.ParseSearch(field.Example(), noon(t))
		leaf := audit.Leaf{}
		search.Walk(func(l audit.Leaf) { leaf = l })
		if err != nil || leaf.Field != field || field.Means() == "" {
			t.Errorf("%s: %s is read as %s, %v", field, field.Example(), search, err)
		}
	}
}

// FuzzSearch holds reading and writing to one another: whatever can be read is
// written so that it is read as the same tree, and nothing panics.
func FuzzSearch(f *testing.F) {
	for _, seed := range []string{
		"a b OR c", `user:a,"b c" -type:create`, `"lone`, "(a OR (b -c))", "/a(b|c)/ x", "created:>-7d", "hour:22..5", `a*"b c"*`, "„x“", "f(x)*",
		"changed:/a/b before:x,y", "user:/a,b/,c", "NOT -x", `\"`, "--", "-OR", "user:OR", "has:user,ip", `created:>"2026-01-02 03:04"`, "-()", "a:-b", "area:user*",
	} {
		f.Add(seed)
	}
	clock := noon(f)
	f.Fuzz(func(t *testing.T, typed string) {
		search, err := audit.ParseSearch(typed, clock)
		if err != nil {
			var known *audit.Error
			if !errors.As(err, &known) || known.Place == nil || known.Hint == "" {
				t.Fatalf("%q: %v has no place or no hint", typed, err)
			}
			if n := len([]rune(typed)); known.Place.From < 0 || known.Place.To < known.Place.From || known.Place.To > n {
				t.Fatalf("%q: place %+v of %d characters", typed, *known.Place, n)
			}
			return
		}
		written := search.String()
		again, err := audit.ParseSearch(written, clock)
		if err != nil || !reflect.DeepEqual(again, search) {
			t.Fatalf("%q is written as %q, which is read as %q: %v", typed, written, again, err)
		}
		search.Matches(audit.Event{Action: typed, User: typed, CreatedAt: clock.Now, Type: audit.TypeOther}, nil)
	})
}
