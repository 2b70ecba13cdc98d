package demo

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

const (
	version    = "6.2.1"
	largestAsk = 1 << 16 // bytes of a request's body
)

func (s *Server) route(w http.ResponseWriter, r *http.Request) {
	switch r.Method + " " + r.URL.Path {
	case "GET /":
		b := appendField([]byte{'{'}, "version", version)
		deliver(w, r, http.StatusOK, append(appendField(b, "name", "Appmixer"), '}'))
	case "POST /user/auth":
		s.signIn(w, r)
	case "GET /user":
		if user, ok := s.authenticated(w, r); ok {
			deliver(w, r, http.StatusOK, user.record)
		}
	case "GET /system/audits":
		s.audits(w, r)
	default:
		refuse(w, r, http.StatusNotFound, "Not Found")
	}
}

// refuse answers with an error as Appmixer words it.
func refuse(w http.ResponseWriter, r *http.Request, status int, message string) {
	b := appendNumber([]byte{'{'}, "statusCode", status)
	b = appendField(b, "error", http.StatusText(status))
	deliver(w, r, status, append(appendField(b, "message", message), '}'))
}

func (s *Server) signIn(w http.ResponseWriter, r *http.Request) {
	var ask struct{ Username, Email, Password string }
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestAsk))
	if err == nil {
		err = json.Unmarshal(body, &ask)
	}
	if ask.Username == "" {
		ask.Username = ask.Email
	}
	if err != nil || ask.Username == "" || ask.Password == "" {
		refuse(w, r, http.StatusBadRequest, "Invalid request payload input")
		return
	}
	user, ok := s.accounts.signIn(ask.Username, ask.Password)
	if !ok {
		refuse(w, r, http.StatusUnauthorized, "Invalid username or password")
		return
	}
	token, err := s.accounts.token(user, s.options.Now())
	if err != nil {
		refuse(w, r, http.StatusInternalServerError, "An internal server error occurred")
		return
	}
	b := appendRaw([]byte{'{'}, "user", user.record)
	deliver(w, r, http.StatusOK, append(appendField(b, "token", token), '}'))
}

func (s *Server) authenticated(w http.ResponseWriter, r *http.Request) (account, bool) {
	user, refusal := s.accounts.holder(r, s.options.Now())
	if refusal != "" {
		refuse(w, r, http.StatusUnauthorized, refusal)
	}
	return user, refusal == ""
}

// query is what a client asks of the audit log.
type query struct {
	limit, offset int
	oldestFirst   bool
}

func (s *Server) query(r *http.Request) (query, error) {
	q, values := query{limit: 100}, r.URL.Query()
	for _, number := range []struct {
		name  string
		into  *int
		least int
	}{{"limit", &q.limit, 1}, {"offset", &q.offset, 0}} {
		if !values.Has(number.name) {
			continue
		}
		n, err := strconv.Atoi(values.Get(number.name))
		if err != nil || n < number.least {
			return q, fmt.Errorf("%q must be a whole number, %d or more", number.name, number.least)
		}
		*number.into = n
	}
	q.limit = min(q.limit, s.options.PageCap)
	switch sort := values.Get("sort"); sort {
	case "", "created:-1":
	case "created:1":
		q.oldestFirst = true
	default:
		return q, fmt.Errorf("%q must be created:-1 or created:1", "sort")
	}
	return q, nil
}

// audits answers with a page of the log, or with what the faults make of it.
func (s *Server) audits(w http.ResponseWriter, r *http.Request) {
	user, ok := s.authenticated(w, r)
	if !ok {
		return
	}
	if !user.mayRead() {
		refuse(w, r, http.StatusForbidden, "Insufficient scope")
		return
	}
	q, err := s.query(r)
	if err != nil {
		refuse(w, r, http.StatusBadRequest, "Invalid request query input: "+err.Error())
		return
	}
	v := s.mischief.judge(r.URL.RequestURI())
	if v.failure != none && v.failure != faultCut {
		misbehave(w, r, v, s.options.Now())
		return
	}
	body, last, err := s.page(q)
	switch {
	case err != nil:
		refuse(w, r, http.StatusInternalServerError, "An internal server error occurred")
		return
	case v.failure == faultCut:
		cutOff(w, r, body)
	case v.slow:
		drip(w, r, body)
	default:
		deliver(w, r, http.StatusOK, body)
	}
	if !last {
		_ = s.arrive() // an entry that cannot be written has not arrived
	}
}

// page writes the answer to a query; last tells that the log ends with it.
func (s *Server) page(q query) (body []byte, last bool, err error) {
	spots, total, err := s.read(q)
	if err != nil {
		return nil, false, err
	}
	size := 64
	for _, at := range spots {
		size += int(at.size) + 1
	}
	body = append(make([]byte, 0, size), `{"items":[`...)
	for i, at := range spots {
		if i > 0 {
			body = append(body, ',')
		}
		if body, err = s.log.read(body, at); err != nil {
			return nil, false, err
		}
	}
	body = append(body, ']')
	body = append(appendNumber(body, "totalCount", total), '}')
	return body, q.offset+len(spots) >= total, nil
}

// misbehave answers with a failure that has no page in it.
func misbehave(w http.ResponseWriter, r *http.Request, v verdict, now time.Time) {
	switch v.failure {
	case fault401:
		refuse(w, r, http.StatusUnauthorized, "Invalid JWT: the session is unknown")
	case fault429:
		w.Header().Set("Retry-After", strconv.Itoa((v.nth+1)%2)) // 1 s, then at once
		refuse(w, r, http.StatusTooManyRequests, "Rate limit exceeded")
	case fault429Date:
		w.Header().Set("Retry-After", now.Add(time.Second).UTC().Format(http.TimeFormat))
		refuse(w, r, http.StatusTooManyRequests, "Rate limit exceeded")
	case fault500:
		status := []int{http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable}[v.nth%3]
		refuse(w, r, status, "An internal server error occurred")
	case faultHTML:
		status := []int{http.StatusOK, http.StatusBadGateway}[v.nth%2]
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		deliver(w, r, status, []byte("<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>Please wait</h1></body></html>"))
	}
}
