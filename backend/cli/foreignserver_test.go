package cli_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// entry is one line of a foreign tenant's log, before the tenant gives it a
// shape of its own.
type entry struct {
	id, user, action string
	at               time.Time
	number           int
}

// foreign is a tenant that is none of ours: how it answers, and how a browser
// goes through its log.
type foreign struct {
	name    string
	header  string // that carries the token
	prefix  string
	spacing time.Duration // between two entries
	oldest  bool          // first
	answer  func(log []entry, w http.ResponseWriter, r *http.Request)
	browse  func(get func(method, path, body string) (answer []byte, header http.Header)) // two pages or more
	answers []string                                                                      // to questions: --set
}

const foreignToken, foreignPassword, foreignCookie = "tok-5f1e9c0a7b3d", "pass-0c4d8e2f6a1b", "cook-9d3b7f5e1a2c"

// foreignTenant is one that runs.
type foreignTenant struct {
	foreign
	*httptest.Server
	mu  sync.Mutex
	log []entry // newest first
}

func (f foreign) run(t *testing.T) *foreignTenant {
	t.Helper()
	s := &foreignTenant{foreign: f}
	s.grow(137)
	mux := http.NewServeMux()
	mux.HandleFunc("/static/", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "void 0") })
	mux.HandleFunc("/flows", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `[{"flowId":"f1","name":"Invoices","stage":"running","btime":"2026-01-01T10:00:00Z","mtime":"2026-02-01T10:00:00Z","owner":"ann@far.example"},
			{"flowId":"f2","name":"Update orders","stage":"stopped","btime":"2026-01-02T10:00:00Z","mtime":"2026-02-03T10:00:00Z","owner":"bob@far.example"}]`)
	})
	mux.HandleFunc("/accounts/list", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"users":[{"id":1,"email":"ann@far.example","created":"2025-01-01T00:00:00Z","lastLogin":"2026-03-01T08:00:00Z"},{"id":2,"email":"bob@far.example","created":"2025-02-01T00:00:00Z","lastLogin":"2026-03-02T08:00:00Z"}]}`)
	})
	mux.HandleFunc("/login", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `{"token":%q,"ok":true}`, foreignToken)
	})
	mux.HandleFunc("/log/", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get(f.header) != f.prefix+foreignToken {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		log := slices.Clone(s.log)
		if f.oldest {
			slices.Reverse(log)
		}
		w.Header().Set("Content-Type", "application/json")
		f.answer(log, w, r)
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// grow adds entries at the head of the log.
func (s *foreignTenant) grow(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	actions := []string{"Flow Updated", "User Logged In", "Flow Created", "Connector Installed", "Flow Deleted"}
	begin := time.Date(2026, 4, 3, 6, 0, 0, 0, time.UTC)
	for range n {
		i := len(s.log)
		s.log = slices.Insert(s.log, 0, entry{
			id: fmt.Sprintf("%s-%04d", s.name, i), user: []string{"ann@far.example", "bob@far.example", "eve@far.example"}[i%3],
			action: actions[i%len(actions)], at: begin.Add(time.Duration(i/2) * s.spacing), number: i, // two at a time
		})
	}
}

// part is a page of a log, from an entry on.
func part(log []entry, from, size int) []entry {
	from = min(max(from, 0), len(log))
	return log[from:min(len(log), from+size)]
}

func shaped(entries []entry, shape func(entry) map[string]any) []map[string]any {
	list := make([]map[string]any, len(entries))
	for i, e := range entries {
		list[i] = shape(e)
	}
	return list
}

func sendJSON(w http.ResponseWriter, value any) { _ = json.NewEncoder(w).Encode(value) }

func asked(r *http.Request, name string, otherwise int) int {
	if n, err := strconv.Atoi(r.URL.Query().Get(name)); err == nil {
		return n
	}
	return otherwise
}

// states are what an entry says of its target.
func states(e entry, before, after string) map[string]any {
	if e.action != "Flow Updated" {
		return map[string]any{}
	}
	return map[string]any{before: map[string]any{"name": fmt.Sprintf("v%d", e.number)}, after: map[string]any{"name": fmt.Sprintf("v%d", e.number+1)}}
}

func with(members map[string]any, more map[string]any) map[string]any {
	for key, value := range more {
		members[key] = value
	}
	return members
}

var foreigners = []foreign{{
	name: "page", header: "Authorization", prefix: "Token ", spacing: 7 * time.Minute,
	answer: func(log []entry, w http.ResponseWriter, r *http.Request) {
		size := min(asked(r, "per_page", 25), 50)
		page := part(log, (asked(r, "pg", 1)-1)*size, size)
		sendJSON(w, map[string]any{"data": map[string]any{"records": shaped(page, func(e entry) map[string]any {
			return with(map[string]any{
				"uuid": e.id, "when": e.at.Format("2006-01-02 15:04:05"), "operation": strings.ToLower(strings.ReplaceAll(e.action, " ", ".")),
				"performedBy": map[string]any{"mail": e.user, "ref": e.number % 3},
			}, states(e, "was", "is"))
		})}, "meta": map[string]any{"total": len(log), "pageSize": size}})
	},
	browse: func(get func(string, string, string) ([]byte, http.Header)) {
		get("GET", "/log/audit-trail?pg=1&per_page=25&lang=en", "")
		get("GET", "/log/audit-trail?pg=2&per_page=25&lang=en", "")
	},
}, {
	name: "cursor", header: "X-Auth-Token", spacing: 90 * time.Second,
	answer: func(log []entry, w http.ResponseWriter, r *http.Request) {
		from, size := 0, min(asked(r, "max", 20), 40)
		if raw, err := base64.RawURLEncoding.DecodeString(r.URL.Query().Get("resume")); err == nil && len(raw) > 0 {
			from = slices.IndexFunc(log, func(e entry) bool { return e.id == strings.TrimPrefix(string(raw), "behind:") }) + 1
		}
		page, next := part(log, from, size), any(nil)
		if from+len(page) < len(log) && len(page) > 0 {
			next = base64.RawURLEncoding.EncodeToString([]byte("behind:" + page[len(page)-1].id))
		}
		sendJSON(w, map[string]any{"result": shaped(page, func(e entry) map[string]any {
			return with(map[string]any{"_key": e.id, "ts": e.at.Unix(), "what": e.action, "who": e.user}, states(e, "oldValue", "newValue"))
		}), "paging": map[string]any{"resumeToken": next}})
	},
	browse: func(get func(string, string, string) ([]byte, http.Header)) {
		first, _ := get("GET", "/log/events?max=20", "")
		var answer struct{ Paging struct{ ResumeToken string } }
		_ = json.Unmarshal(first, &answer)
		get("GET", "/log/events?max=20&resume="+answer.Paging.ResumeToken, "")
	},
}, {
	name: "link", header: "Authorization", prefix: "Bearer ", spacing: 3 * time.Hour,
	answer: func(log []entry, w http.ResponseWriter, r *http.Request) {
		from, size := asked(r, "o", 0), min(asked(r, "n", 30), 30)
		page := part(log, from, size)
		if from+len(page) < len(log) {
			w.Header().Set("Link", fmt.Sprintf(`</log/activity?o=0&n=%d>; rel="first", <http://%s/log/activity?o=%d&n=%d>; rel="next"`, size, r.Host, from+len(page), size))
		}
		sendJSON(w, shaped(page, func(e entry) map[string]any {
			return with(map[string]any{"event_id": e.id, "created_at": e.at.Format("2006-01-02T15:04:05.000-0700"), "event_name": strings.ToUpper(strings.ReplaceAll(e.action, " ", "_")), "actor_email": e.user}, states(e, "previous_value", "current_value"))
		}))
	},
	browse: func(get func(string, string, string) ([]byte, http.Header)) { get("GET", "/log/activity?n=30", "") },
}, {
	name: "search", header: "Authorization", prefix: "Bearer ", spacing: 41 * time.Second,
	answer: func(log []entry, w http.ResponseWriter, r *http.Request) {
		var query struct {
			Size        int   `json:"size"`
			SearchAfter []any `json:"search_after"`
		}
		_ = json.NewDecoder(r.Body).Decode(&query)
		from := 0
		if len(query.SearchAfter) == 2 {
			from = slices.IndexFunc(log, func(e entry) bool { return e.id == query.SearchAfter[1] }) + 1
		}
		sendJSON(w, map[string]any{"took": 3, "hits": map[string]any{
			"total": map[string]any{"value": len(log), "relation": "eq"},
			"hits": shaped(part(log, from, min(query.Size, 50)), func(e entry) map[string]any {
				return map[string]any{"_index": "audit", "_id": e.id, "sort": []any{e.at.UnixMilli(), e.id}, "_source": with(map[string]any{
					"@timestamp": e.at.UnixMilli(), "event": map[string]any{"action": e.action}, "principal": map[string]any{"email": e.user},
				}, states(e, "old", "new"))}
			}),
		}})
	},
	browse: func(get func(string, string, string) ([]byte, http.Header)) {
		body := `{"size":40,"sort":[{"@timestamp":"desc"},{"_id":"desc"}]}`
		first, _ := get("POST", "/log/_search", body)
		var answer struct {
			Hits struct {
				Hits []struct{ Sort json.RawMessage }
			}
		}
		_ = json.Unmarshal(first, &answer)
		after := answer.Hits.Hits[len(answer.Hits.Hits)-1].Sort
		get("POST", "/log/_search", strings.TrimSuffix(body, "}")+`,"search_after":`+string(after)+"}")
	},
}, {
	name: "window", header: "Authorization", prefix: "Bearer ", spacing: 13 * time.Minute,
	answer: func(log []entry, w http.ResponseWriter, r *http.Request) {
		if until, err := time.Parse(time.RFC3339, r.URL.Query().Get("before")); err == nil {
			log = slices.DeleteFunc(log, func(e entry) bool { return !e.at.Before(until) })
		}
		sendJSON(w, map[string]any{"rows": shaped(part(log, 0, min(asked(r, "count", 15), 40)), func(e entry) map[string]any {
			return with(map[string]any{"ref": e.id, "occurred": e.at.Format(time.RFC1123), "title": e.action, "by": map[string]any{"login": e.user}}, states(e, "from", "to"))
		})})
	},
	browse: func(get func(string, string, string) ([]byte, http.Header)) {
		first, _ := get("GET", "/log/entries?count=15", "")
		var answer struct{ Rows []struct{ Occurred string } }
		_ = json.Unmarshal(first, &answer)
		oldest, _ := time.Parse(time.RFC1123, answer.Rows[len(answer.Rows)-1].Occurred)
		get("GET", "/log/entries?count=15&before="+oldest.UTC().Format(time.RFC3339), "")
	},
}, {
	// Every entry is of one day: nothing tells 3 April from 4 March.
	name: "ambiguous", header: "Authorization", prefix: "Bearer ", spacing: 5 * time.Second, oldest: true,
	answer: func(log []entry, w http.ResponseWriter, r *http.Request) {
		sendJSON(w, map[string]any{"list": shaped(part(log, asked(r, "skip", 0), min(asked(r, "take", 20), 60)), func(e entry) map[string]any {
			return with(map[string]any{"no": e.id, "date": e.at.Format("02/01/2006 15:04:05"), "activity": e.action, "user_name": e.user}, states(e, "before_change", "after_change"))
		}), "found": len(log)})
	},
	browse: func(get func(string, string, string) ([]byte, http.Header)) {
		get("GET", "/log/history?skip=0&take=20", "")
		get("GET", "/log/history?skip=20&take=20", "")
	},
	answers: []string{"time.layouts=2/1/2006 15:04:05"},
}}
