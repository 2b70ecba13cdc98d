package har

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"mime"
	"net/url"
	"strings"
	"time"
)

// entry is an exchange as browsers write it. What differs between them is
// read leniently.
type entry struct {
	Started string `json:"startedDateTime"`
	Request struct {
		Method  string          `json:"method"`
		URL     string          `json:"url"`
		Headers json.RawMessage `json:"headers"`
		Cookies json.RawMessage `json:"cookies"`
		Query   json.RawMessage `json:"queryString"`
		Post    json.RawMessage `json:"postData"`
	} `json:"request"`
	Response struct {
		Status  json.RawMessage `json:"status"`
		Headers json.RawMessage `json:"headers"`
		Content json.RawMessage `json:"content"`
	} `json:"response"`
}

// pair is a header, a cookie or a parameter.
type pair struct {
	Name  string
	Value string
}

// pairs reads a list of {name, value}, an object, or a query text.
func pairs(raw json.RawMessage) []pair {
	var list []struct {
		Name  string `json:"name"`
		Value any    `json:"value"`
	}
	if json.Unmarshal(raw, &list) == nil {
		found := make([]pair, 0, len(list))
		for _, one := range list {
			if text, ok := one.Value.(string); ok || one.Value == nil {
				found = append(found, pair{one.Name, text})
				continue
			}
			text, _ := json.Marshal(one.Value) // it came from JSON
			found = append(found, pair{one.Name, string(text)})
		}
		return found
	}
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return splitQuery(strings.TrimPrefix(text, "?"))
	}
	var members map[string]string
	if json.Unmarshal(raw, &members) != nil {
		return nil
	}
	found := make([]pair, 0, len(members))
	for name, value := range members {
		found = append(found, pair{name, value})
	}
	return found
}

// splitQuery reads a=1&b=2 in its order.
func splitQuery(query string) []pair {
	var found []pair
	for part := range strings.SplitSeq(query, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		found = append(found, pair{unescape(name), unescape(value)})
	}
	return found
}

func unescape(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// exchange is what may leave the package of an entry.
func (e *entry) exchange() (Exchange, bool) {
	address, err := url.Parse(e.Request.URL)
	if err != nil || address.Host == "" {
		return Exchange{}, false
	}
	x := Exchange{Method: strings.ToUpper(e.Request.Method)}
	x.Started, _ = time.Parse(time.RFC3339, e.Started)
	_ = json.Unmarshal(e.Response.Status, &x.Status) // some write null, or a text: no answer
	headers := pairs(e.Request.Headers)
	var said []string
	x.Auth, said = identities(headers)
	cookies := pairs(e.Request.Cookies)
	x.Cookies = len(cookies) > 0
	for _, cookie := range cookies {
		if len(cookie.Value) >= shortest {
			said = append(said, cookie.Value)
		}
	}
	for _, header := range headers {
		x.Cookies = x.Cookies || strings.EqualFold(header.Name, "Cookie")
	}
	// The URL decides; the list beside it says the same again, or less.
	sent := splitQuery(address.RawQuery)
	if len(sent) == 0 {
		sent = pairs(e.Request.Query)
	}
	x.Query = plainParams(sent, said)
	address.RawQuery = encode(x.Query)
	address.User, address.Fragment, address.RawFragment = nil, "", ""
	if plain := plainPath(address.Path, said); plain != address.Path {
		address.Path, address.RawPath = plain, ""
	}
	x.URL = address
	x.sent(e.Request.Post, said)
	for _, header := range pairs(e.Response.Headers) {
		if strings.EqualFold(header.Name, "Link") {
			x.Link = plainLink(header.Value, said)
		}
	}
	x.received(e.Response.Content)
	return x, true
}

func encode(params []Param) string {
	parts := make([]string, len(params))
	for i, p := range params {
		parts[i] = url.QueryEscape(p.Name) + "=" + url.QueryEscape(p.Value)
	}
	return strings.Join(parts, "&")
}

// sent reads what the request carried.
func (x *Exchange) sent(raw json.RawMessage, said []string) {
	var post struct {
		Type   string          `json:"mimeType"`
		Text   string          `json:"text"`
		Params json.RawMessage `json:"params"`
	}
	if json.Unmarshal(raw, &post) != nil {
		return
	}
	text := strings.TrimSpace(post.Text)
	switch {
	case strings.HasPrefix(text, "{") || strings.HasPrefix(text, "["):
		x.Sent = withoutSecrets([]byte(text), said, true)
	case strings.Contains(post.Type, "form-urlencoded") && text != "":
		x.Form = plainParams(splitQuery(text), said)
	default:
		x.Form = plainParams(pairs(post.Params), said)
	}
}

// received reads the answer's body.
func (x *Exchange) received(raw json.RawMessage) {
	var content struct {
		Type     string  `json:"mimeType"`
		Text     *string `json:"text"`
		Encoding string  `json:"encoding"`
	}
	if json.Unmarshal(raw, &content) != nil {
		return
	}
	x.Type, _, _ = mime.ParseMediaType(content.Type)
	if content.Text == nil {
		return
	}
	body := []byte(*content.Text)
	if strings.EqualFold(content.Encoding, "base64") {
		plain, err := base64.StdEncoding.DecodeString(strings.TrimSpace(*content.Text))
		if err != nil {
			return
		}
		body = plain
	}
	x.Body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if leading := bytes.TrimLeft(x.Body, " \t\r\n"); len(leading) > 0 && leading[0] == '{' {
		x.Body = withoutSecrets(x.Body, nil, false)
	}
}
