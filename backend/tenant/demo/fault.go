package demo

import (
	"slices"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// fault is a way in which a tenant misbehaves.
type fault int

const (
	fault401 fault = iota
	fault429
	fault429Date
	fault500
	faultCut
	faultHTML
	faultSlow
	faultDup
	faultArrive
	faultDisorder
	faultDown
	faultKinds
)

// usual says how often a fault happens where its spec gives no rate, and how
// many times at most, 0 for no bound.
var usual = [faultKinds]struct {
	name string
	rate float64
	most int
}{
	fault401:      {"401", 0, 0}, // once is always
	fault429:      {"429", 0.04, 5},
	fault429Date:  {"429date", 0.03, 3},
	fault500:      {"500", 0.06, 0},
	faultCut:      {"cut", 0.06, 0},
	faultHTML:     {"html", 0.05, 0},
	faultSlow:     {"slow", 0.1, 0},
	faultDup:      {"dup", 0.01, 0},
	faultArrive:   {"arrive", 1, 0},
	faultDisorder: {"disorder", 1, 0},
	faultDown:     {"down", 1, 0},
}

const faultAll = "all"

// Faults says how a server misbehaves. The zero value is a server that never
// does.
type Faults struct {
	on   [faultKinds]bool
	rate [faultKinds]float64
	most [faultKinds]int
}

// ParseFaults reads a comma-separated list of faults, each a name or
// name:rate with a rate between 0 and 1:
//
//	401       one request is refused as if the token were bad
//	429       too many requests, Retry-After in seconds
//	429date   too many requests, Retry-After as a date
//	500       bursts of one to three failures (500, 502, 503)
//	cut       the connection ends in the middle of the body
//	html      a proxy's page instead of JSON, with status 200 or 502
//	slow      the body comes in drips
//	dup       some entries stand twice in the log
//	arrive    new entries arrive at the head while a client pages
//	disorder  entries arrive late, with a time hours in the past
//	down      every connection is closed without an answer
//	all       every one of these but down
//
// The empty text is no fault. What is none of them is CodeInvalid.
func ParseFaults(spec string) (Faults, error) {
	var f Faults
	for item := range strings.SplitSeq(spec, ",") {
		item = strings.TrimSpace(item)
		if item == "" {
			continue
		}
		name, text, hasRate := strings.Cut(item, ":")
		rate := 0.0
		if hasRate {
			var err error
			if rate, err = strconv.ParseFloat(text, 64); err != nil || !(rate > 0 && rate <= 1) {
				return Faults{}, audit.Errorf(audit.CodeInvalid, "The rate of the fault %q is not a number above 0 and up to 1.", item).
					WithHint("Write for example 500:0.2.")
			}
		}
		kinds := kindsNamed(name)
		if len(kinds) == 0 {
			return Faults{}, audit.Errorf(audit.CodeInvalid, "There is no fault %q.", name).
				WithHint("The faults are %s.", strings.Join(FaultNames(), ", "))
		}
		for _, kind := range kinds {
			f.set(kind, rate)
		}
	}
	return f, nil
}

// FaultNames lists the names that ParseFaults knows.
func FaultNames() []string {
	var names []string
	for _, u := range usual {
		names = append(names, u.name)
	}
	return append(names, faultAll)
}

func kindsNamed(name string) []fault {
	var kinds []fault
	for kind, u := range usual {
		if u.name == name || name == faultAll && fault(kind) != faultDown {
			kinds = append(kinds, fault(kind))
		}
	}
	return kinds
}

// set switches a fault on; rate 0 is the usual one.
func (f *Faults) set(kind fault, rate float64) {
	f.on[kind] = true
	f.rate[kind], f.most[kind] = rate, 0
	if rate == 0 {
		f.rate[kind], f.most[kind] = usual[kind].rate, usual[kind].most
	}
}

// String is the spec of f, for a log or a title: names without rates.
func (f Faults) String() string {
	var names []string
	for kind, on := range f.on {
		if on {
			names = append(names, usual[kind].name)
		}
	}
	return strings.Join(names, ",")
}

// failing are the faults that a client must answer by trying again.
var failing = []fault{fault401, fault429, fault429Date, fault500, faultCut, faultHTML}

func (f Faults) failing() []fault {
	return slices.DeleteFunc(slices.Clone(failing), func(kind fault) bool { return !f.on[kind] })
}
