package learn

import (
	"net/http"
	"strings"

	"github.com/trailbook/trailbook/backend/tenant/har"
)

// atUser reports a request to one of the places that every Appmixer has.
func atUser(x har.Exchange) bool {
	path := strings.TrimSuffix(x.URL.Path, "/")
	return strings.HasSuffix(path, "/user") && x.Method == http.MethodGet || strings.HasSuffix(path, "/user/auth") && x.Method == http.MethodPost
}

// server infers what is around the log, and returns the tenant's URL.
func (l *lesson) server(users []har.Exchange) string {
	first := &l.log[0]
	origin := first.URL.Scheme + "://" + first.URL.Host
	server := &l.profile.Server
	base, asked, signsIn := "", false, false
	for _, x := range users {
		if x.URL.Host != first.URL.Host || x.URL.Scheme != first.URL.Scheme || x.Status/100 != 2 {
			continue
		}
		path := strings.TrimSuffix(strings.TrimSuffix(x.URL.Path, "/"), "/auth")
		path = strings.TrimSuffix(path, "/user")
		if !strings.HasPrefix(first.URL.Path, path+"/") {
			continue
		}
		base = path
		signsIn = signsIn || x.Method == http.MethodPost
		asked = asked || x.Method == http.MethodGet
	}
	server.URL = origin + base
	server.Lenient = true // a recording does not show what else answers there
	l.profile.Request.Path = strings.TrimPrefix(first.URL.Path, base)
	if !strings.HasPrefix(l.profile.Request.Path, "/") {
		l.profile.Request.Path = "/" + l.profile.Request.Path
	}
	switch {
	case asked || signsIn:
		l.say("server.url", server.URL, 0.95, "The API's other requests begin there.")
	default:
		l.say("server.url", server.URL, 0.8, "The audit log is on this host.")
	}
	l.token(server.URL)
	return server.URL
}

// token infers how requests said who asks. What they said is not known here.
func (l *lesson) token(url string) {
	server := &l.profile.Server
	for _, r := range l.log {
		for _, auth := range r.Auth {
			if strings.EqualFold(auth.Header, "Authorization") || server.Header == "Authorization" && server.Prefix == "Bearer " && len(r.Auth) == 1 {
				server.Header, server.Prefix = auth.Header, auth.Prefix
				l.say("server.header", auth.Header, 0.95, "The browser sent the token there; its value was not kept.")
				if auth.Prefix != "" {
					l.say("server.prefix", auth.Prefix, 0.95, "It stood before the token.")
				}
				return
			}
		}
	}
	switch cookies := l.log[0].Cookies; {
	case cookies:
		l.say("server.header", server.Header, 0.4, "The browser showed who it was by cookies, which Trailbook does not use; Appmixer's API takes a token in this header.")
	default:
		l.say("server.header", server.Header, 0.7, "The browser left out how it said who asks, as most do; this is Appmixer's way at %s.", url)
	}
}
