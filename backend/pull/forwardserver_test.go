package pull_test

import (
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

// logged is one entry of a plain log.
type logged struct {
	id string
	at time.Time
}

func (e logged) json() string {
	return fmt.Sprintf(`{"key":%q,"when":%q,"what":"Flow Updated","seq":[%d,%q]}`, e.id, e.at.UTC().Format("2006-01-02T15:04:05.000Z"), e.at.UnixMilli(), e.id)
}

// plainLog is a server with an audit log of its own kind: its parameters are
// skip, page, cursor, after, from, until (epoch ms) and size.
type plainLog struct {
	*httptest.Server
	mu        sync.Mutex
	entries   []logged // oldest first
	mode      string   // offset, page, cursor, address, link, after, window
	oldest    bool     // lists the oldest first
	cap       int      // entries of a page at most
	inclusive bool     // counts until in
	counted   bool     // says how many there are
	pageCount bool     // says how many there are on the page instead
	circle    bool     // its cursors lead back
	deaf      bool     // gives its first page whatever is asked for
	failAfter int      // requests until it fails once, 0 never
	arriving  int      // entries that arrive with each request, while there are
	requests  int
	sent      int // entries
}

var firstEntry = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

func newPlainLog(t *testing.T, mode string, n int) *plainLog {
	t.Helper()
	log := &plainLog{mode: mode, cap: 50, counted: true}
	log.grow(n)
	log.Server = httptest.NewServer(log)
	t.Cleanup(log.Close)
	return log
}

// grow adds entries, two minutes apart.
func (l *plainLog) grow(n int) {
	for range n {
		i := len(l.entries)
		l.entries = append(l.entries, logged{fmt.Sprintf("k%05d", i), firstEntry.Add(time.Duration(i) * 2 * time.Minute)})
	}
}

func (l *plainLog) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	values := map[string]string{}
	for name, all := range r.URL.Query() {
		values[name] = all[0]
	}
	if r.Method == http.MethodPost {
		var body map[string]any
		decoder := json.NewDecoder(r.Body)
		decoder.UseNumber()
		if err := decoder.Decode(&body); err != nil && err != io.EOF {
			http.Error(w, "body", http.StatusBadRequest)
			return
		}
		for name, value := range body {
			text, err := json.Marshal(value)
			if err != nil {
				panic(err)
			}
			values[name] = strings.Trim(string(text), `"`)
		}
	}
	if l.requests++; l.failAfter > 0 && l.requests > l.failAfter {
		l.failAfter = 0
		http.Error(w, "no", http.StatusTeapot)
		return
	}
	l.answer(w, r, values)
	if l.arriving > 0 {
		l.arriving--
		l.grow(1)
	}
}

func (l *plainLog) answer(w http.ResponseWriter, r *http.Request, values map[string]string) {
	number := func(name string) int {
		n, err := strconv.Atoi(values[name])
		if err != nil {
			return 0
		}
		return n
	}
	list := l.bounded(values)
	size := l.cap
	if asked := number("size"); asked > 0 {
		size = min(size, asked)
	}
	start := number("skip")
	switch l.mode {
	case "page":
		start = (number("page") - 1) * size
		if start > len(list) && !l.deaf {
			http.NotFound(w, r)
			return
		}
	case "cursor", "address", "link", "after":
		if after := values["cursor"]; after != "" {
			if l.mode == "after" {
				after = after[strings.LastIndex(after, ",")+1:]
			}
			after = strings.Trim(after, `"]`)
			start = 1 + slices.IndexFunc(list, func(e logged) bool { return e.id == after })
		}
	}
	start = min(start, len(list))
	if l.deaf {
		start = 0
	}
	end := min(start+size, len(list))
	l.sent += end - start
	l.write(w, list, start, end)
}

// bounded lists the entries between the bounds in the log's order.
func (l *plainLog) bounded(values map[string]string) []logged {
	var list []logged
	for _, e := range l.entries {
		if from, err := strconv.ParseInt(values["from"], 10, 64); err == nil && e.at.UnixMilli() < from {
			continue
		}
		if until, err := strconv.ParseInt(values["until"], 10, 64); err == nil &&
			(e.at.UnixMilli() > until || (e.at.UnixMilli() == until && !l.inclusive)) {
			continue
		}
		list = append(list, e)
	}
	if !l.oldest {
		slices.Reverse(list)
	}
	return list
}

func (l *plainLog) write(w http.ResponseWriter, list []logged, start, end int) {
	rows := make([]string, 0, end-start)
	for _, e := range list[start:end] {
		rows = append(rows, e.json())
	}
	more := ""
	if end > start && end < len(list) {
		last := list[end-1].id
		if l.circle {
			last = list[min(len(list)-1, 99)].id
		}
		switch l.mode {
		case "cursor":
			more = fmt.Sprintf(`,"next":%q`, last)
		case "address":
			more = fmt.Sprintf(`,"next":%q`, l.URL+"/log?cursor="+last)
		case "link":
			w.Header().Add("Link", `</log?cursor=`+list[0].id+`>; rel="first", </log?cursor=`+last+`>; rel="next"`)
		}
	}
	if l.pageCount {
		more += fmt.Sprintf(`,"of":%d`, end-start)
	} else if l.counted {
		more += fmt.Sprintf(`,"of":%d`, len(list))
	}
	_, _ = fmt.Fprintf(w, `{"rows":[%s]%s}`, strings.Join(rows, ","), more)
}
