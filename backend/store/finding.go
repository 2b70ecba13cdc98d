package store

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Finding is something that is not as the ledger sealed it. Several events that
// differ in the same way are one.
type Finding struct {
	What     string `json:"what"`   // in a phrase: "the user is other", "is gone"
	Event    string `json:"event"`  // its id; empty where it is not about an event
	Tenant   string `json:"tenant"` // of the event
	Source   string `json:"source"` // that brought it, in words
	Entry    int64  `json:"entry"`  // of the ledger, that sealed it; 0 none
	Field    string `json:"field"`  // that differs
	Is       string `json:"is"`
	Expected string `json:"expected"` // empty where it cannot be told
	More     int    `json:"more"`     // further events of which the same is true
}

// key is what findings have in common that are told as one.
func (f Finding) key() string {
	if f.Field == "" {
		f.Is = "" // only an example
	}
	return strings.Join([]string{f.What, f.Tenant, f.Source, f.Field, f.Is, f.Expected, strconv.FormatBool(f.Event == "")}, "\x00")
}

// String is the finding as a sentence.
func (f Finding) String() string {
	var b strings.Builder
	if f.Event != "" {
		fmt.Fprintf(&b, "event %q", f.Event)
		if f.Tenant != "" {
			fmt.Fprintf(&b, " of %q", f.Tenant)
		}
		b.WriteByte(' ')
	}
	b.WriteString(f.What)
	if f.Field != "" {
		fmt.Fprintf(&b, ": %s is %s, was %s", f.Field, told(f.Is), told(f.Expected))
	}
	if f.Field == "" && f.Is != "" {
		b.WriteString(": " + told(f.Is))
	}
	var from []string
	if f.Source != "" {
		from = append(from, f.Source)
	}
	if f.Entry != 0 {
		from = append(from, fmt.Sprintf("ledger entry %d", f.Entry))
	}
	if len(from) > 0 {
		b.WriteString(" (" + strings.Join(from, ", ") + ")")
	}
	if f.More > 0 {
		fmt.Fprintf(&b, "; and %d more like it", f.More)
	}
	return b.String()
}

// longestTold is how many characters of a value a sentence quotes.
const longestTold = 80

func told(value string) string {
	if utf8.RuneCountInString(value) > longestTold {
		value = string([]rune(value)[:longestTold]) + "…"
	}
	return strconv.Quote(value)
}

// findings gathers them, those alike as one.
type findings struct {
	list []Finding
	at   map[string]int
}

func (f *findings) add(one Finding) {
	if f.at == nil {
		f.at = map[string]int{}
	}
	key := one.key()
	if i, known := f.at[key]; known && one.Event != "" {
		f.list[i].More++
		return
	}
	f.at[key] = len(f.list)
	f.list = append(f.list, one)
}
