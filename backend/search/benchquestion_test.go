package search_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/search"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// filtered is a filter, and the same in SQL.
type filtered struct {
	filter audit.Filter
	where  string
}

// perQuestion is how many filters of a kind are asked about: more than answers
// stay at hand.
const perQuestion = 24

func text(value string) string { return "'" + strings.ReplaceAll(value, "'", "''") + "'" }

func benchQuestions(b *testing.B, cache *store.Store) []asked {
	b.Helper()
	engine := loaded(b, cache)
	defer engine.Close()
	found, err := engine.Facets(context.Background(), audit.Filter{}, time.UTC, 100_000)
	if err != nil {
		b.Fatal(err)
	}
	users, flows := spreadOut(found.Values[audit.FacetUser].Values), spreadOut(found.Values[audit.FacetFlow].Values)
	var kinds, byUser, months, byFlow, all, half []filtered
	for i := range perQuestion {
		kind := i % len(audit.Types)
		kinds = append(kinds, filtered{audit.Filter{Types: audit.Types[kind : kind+1], Tenants: manyTenants(i)}, fmt.Sprintf("type = %d", kind)})
		user := users[i%len(users)]
		byUser = append(byUser, filtered{audit.Filter{Users: []string{user}}, "actor_id IN (SELECT id FROM actor WHERE email = " + text(user) + ")"})
		from := time.Date(demo.DefaultUntil.Year()-2, demo.DefaultUntil.Month()+time.Month(i%23), 1, 0, 0, 0, 0, time.UTC)
		to := from.AddDate(0, 1, 0)
		months = append(months, filtered{audit.Filter{From: from, To: to}, fmt.Sprintf("created_at >= %d AND created_at < %d", from.UnixMilli(), to.UnixMilli())})
		flow := flows[i%len(flows)]
		byFlow = append(byFlow, filtered{audit.Filter{FlowIDs: []string{flow}}, "flow_id IN (SELECT id FROM flow WHERE flow_id = " + text(flow) + ")"})
		all = append(all, filtered{audit.Filter{Tenants: manyTenants(i)}, "1"})
		middle := demo.DefaultUntil.AddDate(-1, 0, -i)
		half = append(half, filtered{audit.Filter{From: middle}, fmt.Sprintf("created_at >= %d", middle.UnixMilli())})
	}
	together := make([]filtered, perQuestion)
	for i := range together {
		together[i] = filtered{
			audit.Filter{Types: kinds[i].filter.Types, Users: byUser[i].filter.Users, From: months[i].filter.From, To: months[i].filter.To},
			kinds[i].where + " AND " + byUser[i].where + " AND " + months[i].where,
		}
	}
	words := wordQuestions(users, flows)
	if withoutTexts() {
		words = nil
	}
	return slices.Concat([]asked{
		{name: "first page", variants: pages(all)}, {name: "page in the middle", variants: middles(all, found.Total/2)},
		{name: "type user month: page", variants: pages(together)}, {name: "type user month: count", variants: counts(together)},
		{name: "flow: page", variants: pages(byFlow)}, {name: "flow: count", variants: counts(byFlow)},
		{name: "type: count", variants: counts(kinds)}, {name: "user: count", variants: counts(byUser)}, {name: "month: count", variants: counts(months)},
		{name: "facets and histogram: type", variants: facetsOf(kinds)}, {name: "facets and histogram: user", variants: facetsOf(byUser)},
		{name: "facets and histogram: month", variants: facetsOf(months)}, {name: "facets and histogram: a year", variants: facetsOf(half)},
		{name: "sorted by a column: page", variants: sorts(slices.Concat(all[:1], kinds))},
	}, words)
}

// manyTenants names the only tenant and others that there are not, so that
// every filter is another one.
func manyTenants(i int) []string { return []string{"demo", fmt.Sprintf("none %d", i)} }

// spreadOut are values from the most frequent to the rarest.
func spreadOut(values []audit.FacetValue) (list []string) {
	values = slices.DeleteFunc(values, func(v audit.FacetValue) bool { return v.Value == "" })
	for i := range min(perQuestion, len(values)) {
		list = append(list, values[i*len(values)/perQuestion].Value)
	}
	return list
}

func wordQuestions(users, flows []string) []asked {
	var typed []string
	for _, word := range []string{"slack", "stripe", "northwind"} {
		for n := range len(word) {
			typed = append(typed, word[:n+1])
		}
	}
	content := searches("changed:label", "after:running", "changed:limit", "before:paused", "after:true", "changed:name", `after:"Order sync"`)
	for i := range content {
		content[i].where = ""
	}
	parts := searches("started", "stopped", "updated", "flow st", "published", "running", "demo")
	return []asked{
		{name: "word, a flow's id: page", variants: pages(searches(flows...)), easier: true}, {name: "word, a flow's id: count", variants: counts(searches(flows...)), easier: true},
		{name: "word, a user's e-mail: page", variants: pages(searches(users...)), easier: true}, {name: "word, a user's e-mail: count", variants: counts(searches(users...)), easier: true},
		{name: "word, part of actions: page", variants: pages(parts), easier: true}, {name: "word, part of actions: count", variants: counts(parts), easier: true},
		{name: "typed: page and count", variants: both(searches(typed...)), easier: true},
		{name: "content: count", variants: counts(content), easier: true},
	}
}

// searches are filters by words; SQL looks into the dictionaries and the
// summaries alone.
func searches(words ...string) (list []filtered) {
	for _, word := range words {
		folded := text(audit.Fold(word))
		var parts []string
		for _, table := range []string{"action", "actor", "flow", "target", "summary"} {
			parts = append(parts, table+"_id IN (SELECT id FROM "+table+" WHERE instr(folded, "+folded+"))")
		}
		list = append(list, filtered{audit.Filter{Search: word}, "(" + strings.Join(parts, " OR ") + ")"})
	}
	return list
}

const perPage = 50

func pages(list []filtered) []variant { return middles(list, 0) }

func middles(list []filtered, from int) []variant {
	return variants(list, func(e *search.Engine, f audit.Filter) int {
		found := filter(e, f)
		if keys := found.Keys(from, perPage); len(keys) > 0 {
			return int(keys[0])
		}
		return 0
	}, "SELECT id FROM event WHERE %s ORDER BY created_at DESC, id DESC LIMIT 50"+offset(from))
}

func offset(from int) string {
	if from == 0 {
		return ""
	}
	return fmt.Sprintf(" OFFSET %d", from)
}

// sorts asks for the first page of a filter in the order of every column.
func sorts(list []filtered) (made []variant) {
	for _, one := range list {
		for _, column := range []store.Column{store.ColumnUser, store.ColumnAction, store.ColumnTarget, store.ColumnFlow, store.ColumnType, store.ColumnArea} {
			order := store.Order{Column: column, Ascending: true}
			made = append(made, variant{ask: func(e *search.Engine) int {
				found, err := e.Filter(context.Background(), one.filter, order)
				if err != nil {
					panic(err) // as in filter
				}
				return int(found.Keys(0, perPage)[0])
			}})
		}
	}
	return made
}

func counts(list []filtered) []variant {
	return variants(list, func(e *search.Engine, f audit.Filter) int { return filter(e, f).Count() }, "SELECT count(*) FROM event WHERE %s")
}

func both(list []filtered) []variant {
	return variants(list, func(e *search.Engine, f audit.Filter) int {
		found := filter(e, f)
		return found.Count() + 0*len(found.Keys(0, perPage))
	}, "SELECT count(*) FROM event WHERE %[1]s; SELECT id FROM event WHERE %[1]s ORDER BY created_at DESC, id DESC LIMIT 50")
}

func variants(list []filtered, ask func(*search.Engine, audit.Filter) int, sql string) []variant {
	made := make([]variant, len(list))
	for i, one := range list {
		made[i] = variant{ask: func(e *search.Engine) int { return ask(e, one.filter) }}
		if one.where != "" {
			made[i].sql = fmt.Sprintf(sql, one.where)
		}
	}
	return made
}

func filter(e *search.Engine, f audit.Filter) search.Result {
	found, err := e.Filter(context.Background(), f, store.Order{})
	if err != nil {
		panic(err) // of a benchmark's own filter
	}
	return found
}

// facetsOf asks for everything beside the table: the facets with their most
// frequent 100 values, the heat map and the histogram. SQL counts weekdays,
// hours and days from one list of hours.
func facetsOf(list []filtered) []variant {
	statements := []string{"SELECT count(*) FROM event WHERE %[1]s GROUP BY type ORDER BY 1 DESC"}
	for _, of := range [][2]string{{"action", "name"}, {"area", "name"}, {"actor", "email"}, {"flow", "flow_id"}, {"target", "target_id"}} {
		statements = append(statements, "SELECT d."+of[1]+", sum(c.n) FROM (SELECT "+of[0]+"_id AS k, count(*) AS n FROM event WHERE %[1]s GROUP BY 1) c JOIN "+
			of[0]+" d ON d.id = c.k GROUP BY 1 ORDER BY 2 DESC LIMIT 100")
	}
	statements = append(statements, "SELECT created_at / 3600000, type, count(*) FROM event WHERE %[1]s GROUP BY 1, 2")
	return variants(list, func(e *search.Engine, f audit.Filter) int {
		ctx := context.Background()
		found, err := e.Facets(ctx, f, time.UTC, 100)
		if err != nil {
			panic(err)
		}
		if _, err := e.Histogram(ctx, f, time.UTC, 120); err != nil {
			panic(err)
		}
		return found.Values[audit.FacetType].Values[0].Count
	}, strings.Join(statements, "; "))
}
