package tenant

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// An entry of any bytes becomes an event whose parts are the entry's own and
// which can be written as JSON (a result that cannot ends the window's
// process), or an error; a profile of any text reads it, or is refused.
func FuzzMap(f *testing.F) {
	for _, seed := range append(scanSeeds,
		`{"id":1,"created":"2026-01-02T03:04:05Z","action":"Flow Updated","before":{"flowId":"x"},"after":{"name":"\ud800"}}`,
		`{"created":1522351448950,"diff":{"before":1,"after":[]},"user":"\u0000","id":"a","id":"b"}`,
		"{\"created\":1,\"action\":\"\xff\",\"target\":{\"id\":-0}}") {
		f.Add([]byte(seed), "")
	}
	f.Add([]byte(`{"id":"1","created":"2026-01-02T03:04:05Z","action":"Flow Updated","before":{"a":1},"after":{"a":2}}`), "")
	f.Add([]byte(`{"x":[{"k":1.5e3}],"t":1522351448950123,"deed":"roleGranted"}`), "fields: {id: x.0.k, createdAt: t, action: deed}\ntypes: {create: [granted]}")
	f.Add([]byte(`{"created":1,"created":2,"diff":{"before":[],"after":null}}`), "fields: {id: $after.0, changes: diff.before}")
	f.Add([]byte(`[[[[1]]]]`), "answer: {entries: 0.0}")
	usual := DefaultProfile()
	f.Fuzz(func(t *testing.T, entry []byte, text string) {
		profile, err := usual, error(nil)
		if text != "" {
			profile, err = LoadProfile(strings.NewReader(text))
		}
		if err != nil {
			if code := audit.CodeOf(err); code != audit.CodeProfile {
				t.Fatalf("%q: %s: %v", text, code, err)
			}
			profile = usual
		}
		if page, err := profile.ReadPage(entry); err == nil && page.Entries == nil {
			t.Fatalf("%q: a page without a list", entry)
		}
		event, err := profile.Map(entry)
		explained := profile.Explain(entry)
		if err != nil {
			if audit.CodeOf(err) != audit.CodeProfile {
				t.Fatalf("%q: code of %v", entry, err)
			}
			return
		}
		if _, err := json.Marshal(event); err != nil {
			t.Fatalf("%q: %v", entry, err)
		}
		if event.ID == "" || event.CreatedAt.IsZero() || !event.Type.Valid() || !bytes.Equal(event.Raw, entry) {
			t.Fatalf("%q became %+v", entry, event)
		}
		if !explained[0].Found || !explained[1].Found {
			t.Fatalf("%q: Explain says %+v", entry, explained[:2])
		}
		for _, part := range [][]byte{event.Before, event.After, event.Changes} {
			if !bytes.Contains(entry, part) {
				t.Fatalf("%q: %q is none of its parts", entry, part)
			}
		}
		if again, err := profile.Map(entry); err != nil || again.ID != event.ID || again.Type != event.Type {
			t.Fatalf("%q is read in two ways", entry)
		}
	})
}

// A text is a time that every surface can write and read back, or none.
func FuzzTimeParse(f *testing.F) {
	for _, text := range []string{
		"2018-03-29T19:24:08.950Z", "2018-03-29 19:24:08 UTC", "1522351448950", "1522351448.123", "1522351448950123",
		"1522351448950123456", "1.5e12", "29.03.2018 19:24", "-1", "9999-12-31T23:59:59Z", "99999999999999999999",
	} {
		f.Add(text, "02.01.2006 15:04", int64(1e11))
	}
	usual := DefaultProfile().Time
	f.Fuzz(func(t *testing.T, text, layout string, below int64) {
		reader := usual
		reader.Layouts, reader.SecondsBelow = slices.Concat(usual.Layouts, []string{layout}), below
		moment, err := reader.Parse(text)
		if err != nil {
			if !moment.IsZero() {
				t.Fatalf("%q: %v beside an error", text, moment)
			}
			return
		}
		again, err := usual.Parse(audit.FormatTime(moment))
		if err != nil || !again.Equal(moment) || moment.Location() != time.UTC || moment.Nanosecond()%1e6 != 0 {
			t.Fatalf("%q became %v and then %v (%v)", text, moment, again, err)
		}
	})
}

// What a page says of the next one never leads to another host.
func FuzzFollow(f *testing.F) {
	for _, text := range []string{"?cursor=a", "/log?c=1", "https://elsewhere.example/log?c=1", "//elsewhere.example/log?c=1", "http://user@127.0.0.1:1/log?c=2", "/wEAAA==", "%zz?a=1"} {
		f.Add(text)
	}
	profile, err := LoadProfile(strings.NewReader("request: {path: /log, paging: {mode: cursor}}"))
	if err != nil {
		f.Fatal(err)
	}
	client, err := New(Config{URL: "http://127.0.0.1:1/sub", Token: "x", Profile: profile})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		cursor, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		asked, err := client.pageCall(Position{Offset: 1, Cursor: string(cursor)}, 10)
		if err != nil {
			return
		}
		request, err := client.request(t.Context(), asked)
		if err == nil && (request.URL.Host != "127.0.0.1:1" || request.URL.Scheme != "http" || request.URL.User != nil) {
			t.Fatalf("%q leads to %s", text, request.URL)
		}
	})
}
