package tenant

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// What goes wrong for a while must not be noticed but for the notes.
func TestPassingTrouble(t *testing.T) {
	good := needToken(say(200, `[1,2,3]`))
	asked := withHeader("Retry-After", "3", say(429, `{}`))
	dated := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", time.Now().Add(5*time.Second).UTC().Format(http.TimeFormat))
		say(429, `{}`)(w, r)
	}
	for name, test := range map[string]struct {
		trouble []http.HandlerFunc
		note    string
	}{
		"429 with seconds":   {[]http.HandlerFunc{asked}, "the tenant asks for fewer requests (try 2 of 4)"},
		"429 with a date":    {[]http.HandlerFunc{dated, asked}, "the tenant asks for fewer requests"},
		"503 with seconds":   {[]http.HandlerFunc{withHeader("Retry-After", "3", say(503, page))}, "the tenant has a problem (status 503)"},
		"500 burst":          {[]http.HandlerFunc{say(500, `{}`), say(502, page), say(504, ``)}, "the tenant has a problem (status 500)"},
		"408":                {[]http.HandlerFunc{say(408, ``)}, "status 408"},
		"HTML":               {[]http.HandlerFunc{say(200, page), say(403, page)}, whyHTML},
		"cut off":            {[]http.HandlerFunc{raw(longer + `[1,`), say(200, `[1,2,`)}, "the answer was cut off"},
		"connection closed":  {[]http.HandlerFunc{raw("HTTP/1.1 "), raw("HTTP/1.1 ")}, "the tenant is not reachable"},
		"token refused once": {[]http.HandlerFunc{say(401, `{}`)}, "the tenant did not accept the token"},
		"all of them":        {[]http.HandlerFunc{say(500, ``), say(401, `{}`), asked}, "the tenant"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var notes []string
			server := newTenant(t, on(audits, append(test.trouble, good)...))
			client := connect(t, server.URL, Config{Token: goodToken, Notify: func(note string) { notes = append(notes, note) }})
			got, err := client.Page(t.Context(), Position{}, 0)
			if err != nil || len(got.Entries) != 3 {
				t.Fatalf("got %d entries (%v)", len(got.Entries), err)
			}
			if len(notes) < len(test.trouble) || !strings.Contains(notes[0], test.note) || !strings.HasPrefix(notes[0], "waiting ") {
				t.Errorf("notes %q", notes)
			}
		})
	}
}

// The pause that a tenant asks for is kept, to the second.
func TestRetryAfterIsHonoured(t *testing.T) {
	for _, form := range []func() string{
		func() string { return "1" },
		func() string { return time.Now().Add(2 * time.Second).UTC().Format(http.TimeFormat) },
	} {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			server := newTenant(t, on(audits, func(w http.ResponseWriter, r *http.Request) {
				withHeader("Retry-After", form(), say(429, `{}`))(w, r)
			}, say(200, `[]`)))
			patient := quick
			patient.Longest = time.Minute
			start := time.Now()
			if _, err := connect(t, server.URL, Config{Token: goodToken, Retry: patient}).Page(t.Context(), Position{}, 0); err != nil {
				t.Fatal(err)
			}
			if waited := time.Since(start); waited < time.Second || waited > 5*time.Second {
				t.Errorf("waited %s", waited)
			}
		})
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		value, date string
		want        time.Duration
	}{
		{"", "", 0}, {"0", "", 0}, {"7", "", 7 * time.Second}, {"-7", "", 0}, {"soon", "", 0}, {"1.5", "", 0},
		{"99999999999999999999", "", 0},
		{"Thu, 01 Jan 2026 12:00:09 GMT", "", 9 * time.Second},
		{"Thursday, 01-Jan-26 12:00:09 GMT", "", 9 * time.Second},
		{"Thu, 01 Jan 2026 11:59:00 GMT", "", 0},
		{"Thu, 01 Jan 2026 15:00:09 GMT", "Thu, 01 Jan 2026 15:00:00 GMT", 9 * time.Second}, // our clock is slow
	} {
		header := http.Header{"Retry-After": {test.value}, "Date": {test.date}}
		if got := retryAfter(header, now); got != test.want {
			t.Errorf("%q at %q: got %s, want %s", test.value, test.date, got, test.want)
		}
	}
}

func TestPause(t *testing.T) {
	policy := RetryPolicy{}.withDefaults()
	for try, most := range map[int]time.Duration{
		1: 400 * time.Millisecond, 2: 800 * time.Millisecond, 6: 12800 * time.Millisecond, 7: 20 * time.Second, 500: 20 * time.Second,
	} {
		seen := map[time.Duration]bool{}
		for range 50 {
			pause := policy.pause(try, 0)
			if pause < most/2 || pause > most {
				t.Fatalf("try %d: %s, want up to %s", try, pause, most)
			}
			seen[pause] = true
		}
		if len(seen) < 2 {
			t.Errorf("try %d: no jitter", try)
		}
	}
	if got := policy.pause(1, time.Hour); got != 2*time.Minute {
		t.Errorf("an hour asked for: %s", got)
	}
	if got := policy.pause(7, 4*time.Second); got != 4*time.Second {
		t.Errorf("four seconds asked for: %s", got)
	}
}

func TestPauseInWords(t *testing.T) {
	for pause, want := range map[time.Duration]string{
		0: "0 ms", 400 * time.Millisecond: "400 ms", 3600 * time.Millisecond: "4 s", 2 * time.Minute: "120 s",
	} {
		if got := inWords(pause); got != want {
			t.Errorf("%d: got %s, want %s", pause, got, want)
		}
	}
}

// However long the wait, stopping is prompt.
func TestCancel(t *testing.T) {
	patient := RetryPolicy{Tries: 8, Longest: time.Hour, Base: time.Hour, Cap: time.Hour}
	for name, handler := range map[string]http.HandlerFunc{
		"in a wait that was asked for": withHeader("Retry-After", "3000", say(429, `{}`)),
		"in a wait of our own":         say(500, `{}`),
		"before an answer":             silent(""),
		"in an answer":                 silent(`[{"id":1},`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			started := make(chan struct{}, 1)
			server := newTenant(t, on(audits, func(w http.ResponseWriter, r *http.Request) {
				started <- struct{}{}
				handler(w, r)
			}))
			client := connect(t, server.URL, Config{Token: goodToken, Retry: patient})
			go func() {
				<-started
				time.Sleep(20 * time.Millisecond) // into the wait
				cancel()
			}()
			start := time.Now()
			_, err := client.Page(ctx, Position{}, 0)
			if audit.CodeOf(err) != audit.CodeCancelled || !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			if took := time.Since(start); took > 3*time.Second {
				t.Errorf("took %s", took)
			}
			if _, err := client.Page(ctx, Position{}, 0); audit.CodeOf(err) != audit.CodeCancelled {
				t.Errorf("cancelled before: %v", err)
			}
		})
	}
}

// Who waits for their turn can stop waiting.
func TestCancelBehindAnother(t *testing.T) {
	server := newTenant(t, on(audits, silent("")))
	client := connect(t, server.URL, Config{Token: goodToken})
	first, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- firstPage(first, client) }()
	for server.count(audits) == 0 {
		time.Sleep(time.Millisecond)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := info(ctx, client); audit.CodeOf(err) != audit.CodeCancelled {
		t.Errorf("got %v", err)
	}
	stop()
	if err := <-done; audit.CodeOf(err) != audit.CodeCancelled {
		t.Errorf("got %v", err)
	}
}

// A slow tenant is not a silent one.
func TestSlowDripIsRead(t *testing.T) {
	server := newTenant(t, on(audits, func(w http.ResponseWriter, _ *http.Request) {
		for _, piece := range []string{"[", "1", ",", "2", ",", "3", ",", "4", ",", "5", "]"} {
			_, _ = fmt.Fprint(w, piece)
			_ = http.NewResponseController(w).Flush()
			time.Sleep(40 * time.Millisecond)
		}
	}))
	client := connect(t, server.URL, Config{Token: goodToken, Limits: Limits{Idle: 300 * time.Millisecond}})
	got, err := client.Page(t.Context(), Position{}, 0)
	if err != nil || len(got.Entries) != 5 || server.count(audits) != 1 {
		t.Errorf("got %d entries (%v)", len(got.Entries), err)
	}
}
