package har_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant/har"
)

func read(t testing.TB, text string, limits har.Limits) ([]har.Exchange, error) {
	t.Helper()
	var all []har.Exchange
	err := har.Read(t.Context(), strings.NewReader(text), limits, func(x har.Exchange) error {
		all = append(all, x)
		return nil
	})
	return all, err
}

// recorded is a HAR with one exchange.
func recorded(request, response string) string {
	return fmt.Sprintf(`{"log":{"version":"1.2","pages":[{"id":"p"}],"entries":[{"startedDateTime":"2026-01-02T03:04:05.678+01:00","request":%s,"response":%s}]}}`, request, response)
}

func answer(text string) string {
	quoted, _ := json.Marshal(text) // a string always has a form
	return fmt.Sprintf(`{"status":200,"headers":[],"content":{"mimeType":"application/json; charset=utf-8","text":%s}}`, quoted)
}

// Nothing that proves who somebody is leaves the package, wherever it stood.
func TestSecretsStayBehind(t *testing.T) {
	const cookie, bearer, jwt, password = "cookie-9f8e7d6c", "opaque-bearer-5a4b3c", "eyJhbGciOiJIUzI1NiJ9.eyJpZCI6IjEifQ.c2ln", "hunter2hunter2"
	list := `[ {"id" : 1, "token":"kept: it is what was asked for", "a" : "ü" } ]`
	body := fmt.Sprintf(`{"token":"%s", "session" : "%s","count": 12,"items":%s,"b":{"accessToken":"%s","z":1}}`, jwt, cookie, list, bearer)
	all, err := read(t, recorded(
		fmt.Sprintf(`{"method":"post","url":"https://me:pw-in-url@t.example/%s/audits?limit=2&token=abc&s=%s&q=%s#frag","headers":[{"name":"Authorization","value":"Bearer %s"},{"name":"Cookie","value":"x=%s"}],
			"cookies":[{"name":"sid","value":"onlyhere-12345"}],"postData":{"mimeType":"application/json","text":"{\"password\":\"%s\",\"page\":2,\"n\":[{\"note\":\"%s\"}],\"k\":\"onlyhere-12345\"}"}}`,
			bearer, cookie, bearer, bearer, cookie, password, jwt),
		strings.Replace(answer(body), `"headers":[]`, `"headers":[{"name":"link","value":"<https://t.example/audits?page=2&access_token=zzz>; rel=\"next\""},{"name":"Set-Cookie","value":"s=`+cookie+`"}]`, 1)), har.Limits{})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d exchanges, %v", len(all), err)
	}
	x := all[0]
	said := fmt.Sprintf("%+v %s %s %s", x, x.URL, x.Sent, x.Body)
	for _, secret := range []string{cookie, bearer, jwt, password, "pw-in-url", "onlyhere-12345", "zzz", "token=abc"} {
		if strings.Contains(said, secret) {
			t.Errorf("%q left the package: %s", secret, said)
		}
	}
	if !strings.Contains(string(x.Body), list) {
		t.Errorf("the list is not as received: %s", x.Body)
	}
	if want := fmt.Sprintf(`{"token":"", "session" : "","count": 12,"items":%s,"b":{"accessToken":"","z":1}}`, list); string(x.Body) != want {
		t.Errorf("got  %s\nwant %s", x.Body, want)
	}
	if string(x.Sent) != `{"password":"","page":2,"n":[{"note":""}],"k":""}` {
		t.Errorf("sent %s", x.Sent)
	}
	if len(x.Auth) != 1 || x.Auth[0] != (har.Auth{Header: "Authorization", Prefix: "Bearer "}) || !x.Cookies {
		t.Errorf("auth %+v, cookies %v", x.Auth, x.Cookies)
	}
	if x.Method != http.MethodPost || x.Status != 200 || x.Type != "application/json" || x.Query[0] != (har.Param{Name: "limit", Value: "2"}) || !x.Query[1].Secret {
		t.Errorf("%+v", x)
	}
}

func TestBodiesOfEveryKind(t *testing.T) {
	for name, c := range map[string]struct{ response, want string }{
		"text":          {answer(`[1]`), `[1]`},
		"mark":          {answer("\ufeff[1]"), `[1]`},
		"base64":        {`{"status":200,"content":{"mimeType":"application/json","encoding":"base64","text":"WzFd"}}`, `[1]`},
		"broken base64": {`{"status":200,"content":{"mimeType":"application/json","encoding":"base64","text":"%%"}}`, ``},
		"no text":       {`{"status":200,"content":{"mimeType":"application/json"}}`, ``},
		"no content":    {`{"status":"200"}`, ``},
		"cut JSON":      {answer(`{"a":`), `{"a":`},
	} {
		all, err := read(t, recorded(`{"method":"GET","url":"https://t.example/a"}`, c.response), har.Limits{})
		if err != nil || len(all) != 1 || string(all[0].Body) != c.want {
			t.Errorf("%s: %v, %+v", name, err, all)
		}
	}
}

func TestWhatIsNoHAR(t *testing.T) {
	whole := recorded(`{"method":"GET","url":"https://t.example/a"}`, answer(`[1]`))
	for name, c := range map[string]struct {
		text   string
		limits har.Limits
		says   string
	}{
		"empty":         {"", har.Limits{}, "ends too early"},
		"cut":           {whole[:len(whole)-20], har.Limits{}, "ends too early"},
		"another file":  {`{"items":[]}`, har.Limits{}, "not a HAR"},
		"a list":        {`[]`, har.Limits{}, "not a HAR"},
		"text":          {`hello`, har.Limits{}, "not a HAR"},
		"deep":          {`{"x":` + strings.Repeat("[", 20000), har.Limits{}, "not a HAR"},
		"too large":     {recorded(`{"method":"GET","url":"https://t.example/a"}`, answer(strings.Repeat("x", 1<<20))), har.Limits{File: 1 << 18}, "larger than"},
		"one too large": {recorded(`{"method":"GET","url":"https://t.example/a"}`, answer(strings.Repeat("x", 1<<20))), har.Limits{Exchange: 1 << 18}, "One request"},
	} {
		if _, err := read(t, c.text, c.limits); audit.CodeOf(err) != audit.CodeFile || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
