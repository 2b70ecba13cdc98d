package demo

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

func faults(t *testing.T, spec string) Faults {
	t.Helper()
	f, err := ParseFaults(spec)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFaultSpecs(t *testing.T) {
	for _, c := range [][2]string{
		{"", ""},
		{" 429 , cut:0.5", "429,cut"},
		{"down", "down"},
		{"all", "401,429,429date,500,cut,html,slow,dup,arrive,disorder"},
		{"500:1,500", "500"},
	} {
		spec, want := c[0], c[1]
		if got := faults(t, spec).String(); got != want {
			t.Errorf("%q is read as %q, want %q", spec, got, want)
		}
	}
	for _, spec := range []string{"404", "cut:0", "cut:2", "cut:often", "cut:NaN", "429:-1", "429;cut"} {
		_, err := ParseFaults(spec)
		if audit.CodeOf(err) != audit.CodeInvalid {
			t.Errorf("%q gave %v", spec, err)
		}
	}
	if _, err := ParseFaults("404"); !strings.Contains(err.Error(), "429date") || !strings.Contains(err.Error(), "all") {
		t.Errorf("the hint does not list the names: %v", err)
	}
}

// outcome is what one request to the audit log met.
func outcome(resp *http.Response, body []byte, err error) string {
	switch {
	case resp == nil:
		return "refused"
	case err != nil:
		return "cut"
	case resp.StatusCode == http.StatusTooManyRequests:
		if _, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil {
			return "429"
		}
		if _, err := http.ParseTime(resp.Header.Get("Retry-After")); err == nil {
			return "429date"
		}
		return "429 without Retry-After"
	case strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html"):
		return "html"
	case resp.StatusCode >= 500:
		return "500"
	case resp.StatusCode == http.StatusOK && json.Valid(body):
		return "ok"
	}
	return strconv.Itoa(resp.StatusCode)
}

func TestEachFaultIsMetAndPasses(t *testing.T) {
	for _, name := range []string{"401", "429", "429date", "500", "cut", "html"} {
		s := serve(t, Options{Events: 40, Seed: 3, Faults: faults(t, name)})
		token := login(t, s, s.Email())
		met := map[string]int{}
		for i := range 30 {
			must(t, "GET", s.URL()+"/", "", "", 200)
			resp, body, err := ask(t, "GET", s.URL()+"/system/audits?limit=40", token, "")
			got := outcome(resp, body, err)
			met[got]++
			if i == 0 && got != "ok" {
				t.Errorf("%s: the first request met %s", name, got)
			}
			login(t, s, s.Email())
		}
		if met[name] == 0 || met["ok"] < 15 || met[name]+met["ok"] != 30 {
			t.Errorf("%s: met %v", name, met)
		}
		if name == "401" && met[name] != 1 {
			t.Errorf("401 came %d times, want once", met[name])
		}
	}
}

func TestNoRequestFailsForLong(t *testing.T) {
	s := serve(t, Options{Events: 40, Seed: 3, Faults: faults(t, "401:1,429:1,500:1,cut:1,html:1")})
	token := login(t, s, s.Email())
	row, longest, kinds := 0, 0, map[string]bool{}
	for range 120 {
		resp, body, err := ask(t, "GET", s.URL()+"/system/audits", token, "")
		got := outcome(resp, body, err)
		kinds[got] = true
		if row++; got == "ok" {
			row = 0
		}
		longest = max(longest, row)
	}
	if longest != mostInARow || len(kinds) < 6 {
		t.Errorf("%d failures in a row, of the kinds %v", longest, kinds)
	}
}

// Two clients that take turns must not starve each other either.
func TestEachRequestSucceedsByTheFourthTry(t *testing.T) {
	m := newMischief(faults(t, "500:1,cut:1"), 1)
	rows := map[string]int{}
	for i := range 400 {
		request := []string{"/a", "/a", "/b", "/c"}[i%4]
		if rows[request]++; m.judge(request).failure == none {
			rows[request] = 0
		}
		if rows[request] > mostInARow {
			t.Fatalf("request %d (%s) failed %d times in a row", i, request, rows[request])
		}
	}
}

func TestFaultsFollowTheSeed(t *testing.T) {
	verdicts := func(seed uint64) (all []verdict) {
		m := newMischief(faults(t, "all"), seed)
		for i := range 200 {
			all = append(all, m.judge(strconv.Itoa(i)))
		}
		return all
	}
	first, again, other := verdicts(1), verdicts(1), verdicts(2)
	same := true
	for i := range first {
		if first[i] != again[i] {
			t.Fatalf("request %d met two things under one seed", i)
		}
		same = same && first[i] == other[i]
	}
	if same {
		t.Error("two seeds have the same faults")
	}
}

func TestASlowAnswerIsWhole(t *testing.T) {
	s := serve(t, Options{Events: 200, Seed: 3, Faults: faults(t, "slow")})
	begin := time.Now()
	got := must(t, "GET", s.URL()+"/system/audits?limit=200", login(t, s, s.Email()), "", 200)
	if took := time.Since(begin); took < drops*dropGap/2 || string(got["totalCount"]) != "200" {
		t.Errorf("took %v for %s entries", took, got["totalCount"])
	}
}

func TestATenantThatIsDownNeverAnswers(t *testing.T) {
	s := serve(t, Options{Events: 5, Faults: faults(t, "down")})
	for range 3 {
		if _, _, err := ask(t, "GET", s.URL()+"/", "", ""); err == nil {
			t.Fatal("it answered")
		}
	}
}

func TestDoubledEntriesStandTwice(t *testing.T) {
	s := serve(t, Options{Events: 1000, Seed: 3, Faults: faults(t, "dup:0.1")})
	got := pages(t, s, "limit=300", "-1", 300)
	distinct := map[string]bool{}
	for _, raw := range got {
		distinct[string(raw)] = true
	}
	if len(distinct) != 1000 || len(got) < 1050 || len(got) != s.Len() {
		t.Errorf("%d entries, %d distinct, Len %d", len(got), len(distinct), s.Len())
	}
}

func TestEntriesArriveWhilePaging(t *testing.T) {
	s := serve(t, Options{Events: 300, Seed: 3, Faults: faults(t, "arrive,disorder")})
	token := login(t, s, s.Email())
	sequence := map[string]bool{}
	for g := NewGenerator(s.Config()); len(sequence) < 300+mostArrivals; {
		sequence[g.Next().ID] = true
	}
	for range 40 {
		must(t, "GET", s.URL()+"/system/audits?limit=50", token, "", 200)
	}
	after := snapshot(t, s)
	regular := 0
	for id, at := range after {
		if sequence[id] {
			regular++
		}
		if at.After(DefaultUntil) {
			t.Errorf("an entry arrived from the future: %v", at)
		}
	}
	if regular != len(sequence) || len(after) != regular+mostLate {
		t.Errorf("%d entries of the sequence, %d in all", regular, len(after))
	}
	must(t, "GET", s.URL()+"/system/audits?limit=50", token, "", 200)
	if !maps.EqualFunc(after, snapshot(t, s), time.Time.Equal) {
		t.Error("the log goes on after the faults have ended")
	}
}

func TestArrivalsEndWhenSettledAndAtTheLastPage(t *testing.T) {
	s := serve(t, Options{Events: 100, Seed: 3, Faults: faults(t, "all")})
	token := login(t, s, s.Email())
	n := s.Len()
	_, body, err := ask(t, "GET", s.URL()+"/system/audits?limit=1000", token, "")
	if err != nil || s.Len() != n {
		t.Errorf("%v; entries arrived behind the last page: %d, then %d", err, n, s.Len())
	}
	if !bytes.Contains(body, []byte(`"totalCount":`+strconv.Itoa(n))) {
		t.Error("doubled entries are not counted")
	}
	s.Settle()
	for range 5 {
		if _, _, err := ask(t, "GET", s.URL()+"/system/audits?limit=10", token, ""); err != nil && !strings.Contains(err.Error(), "EOF") {
			t.Fatal(err)
		}
	}
	if s.Len() != n {
		t.Errorf("a settled log grew from %d to %d", n, s.Len())
	}
}

func snapshot(t *testing.T, s *Server) map[string]time.Time {
	t.Helper()
	all, last := map[string]time.Time{}, time.Time{}
	for entry, err := range s.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		if !last.IsZero() && entry.CreatedAt.After(last) {
			t.Fatalf("an entry at %v follows one at %v, newest first", entry.CreatedAt, last)
		}
		all[entry.ID], last = entry.CreatedAt, entry.CreatedAt
	}
	return all
}
