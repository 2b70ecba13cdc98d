package store

import (
	"database/sql/driver"
	"fmt"
	"sync"
	"time"

	"modernc.org/sqlite"

	"github.com/trailbook/trailbook/backend/audit"
)

// SQL knows the terms of a search by their own text: means(term, table,
// texts…) says whether the texts of a dictionary match one, and attime(term,
// zone, ms) whether a time is on its weekday or in its hour.
func init() {
	sqlite.MustRegisterDeterministicScalarFunction("means", -1, means)
	sqlite.MustRegisterDeterministicScalarFunction("attime", 3, atTime)
}

func means(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	texts := make([]string, len(args))
	for i, arg := range args {
		texts[i] = textOf(arg)
	}
	if len(texts) < 3 || len(texts) > 5 {
		return nil, fmt.Errorf("store: means takes a term, a table and its texts")
	}
	leaf, _, err := terms.read(texts[0], "UTC")
	if err != nil {
		return nil, err
	}
	var part [3]string
	copy(part[:], texts[2:])
	return asNumber(leaf.MatchesPart(partOf(texts[1], part))), nil
}

func textOf(arg driver.Value) string {
	if bytes, ok := arg.([]byte); ok {
		return string(bytes)
	}
	text, _ := arg.(string)
	return text
}

func atTime(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	term, _ := args[0].(string)
	zone, _ := args[1].(string)
	ms, _ := args[2].(int64)
	leaf, location, err := terms.read(term, zone)
	if err != nil {
		return nil, err
	}
	return asNumber(leaf.HoldsTime(time.UnixMilli(ms), location)), nil
}

func asNumber(holds bool) int64 {
	if holds {
		return 1
	}
	return 0
}

// terms are those that running statements look for: a statement asks for the
// same ones, row after row.
var terms = &readTerms{known: map[[2]string]readTerm{}}

// mostTermsKept bounds what readTerms remembers.
const mostTermsKept = 1_000

type readTerms struct {
	mu    sync.RWMutex
	known map[[2]string]readTerm
}

type readTerm struct {
	leaf audit.Leaf
	zone *time.Location
}

func (r *readTerms) read(term, zone string) (audit.Leaf, *time.Location, error) {
	r.mu.RLock()
	found, ok := r.known[[2]string{term, zone}]
	r.mu.RUnlock()
	if ok {
		return found.leaf, found.zone, nil
	}
	search, err := audit.ParseSearch(term, audit.Clock{})
	if err != nil {
		return audit.Leaf{}, nil, err
	}
	leaf, ok := search.Root.(audit.Leaf)
	if !ok {
		return audit.Leaf{}, nil, fmt.Errorf("store: %q is not one term", term)
	}
	location, err := time.LoadLocation(zone)
	if err != nil {
		return audit.Leaf{}, nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.known) >= mostTermsKept {
		clear(r.known)
	}
	r.known[[2]string{term, zone}] = readTerm{leaf, location}
	return leaf, location, nil
}
