package demo

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

const tokenLife = 30 * 24 * time.Hour

// accounts are those who can sign in to the simulated tenant. Their secrets
// follow from the seed, so that a token outlives a restart of the same demo.
type accounts struct {
	key      []byte
	password string
	users    []account
}

// account is one of them.
type account struct {
	id, email string
	scope     []string
	record    json.RawMessage
}

func newAccounts(seed uint64, p *people) *accounts {
	a := &accounts{key: derive("token", seed), password: derivePassword(seed)}
	for _, who := range p.all {
		if who.email == adminEmail || who.email == readerEmail {
			a.users = append(a.users, account{who.id, who.email, who.scope, who.record()})
		}
	}
	return a
}

func derive(purpose string, seed uint64) []byte {
	sum := sha256.Sum256([]byte("trailbook demo " + purpose + " " + strconv.FormatUint(seed, 10)))
	return sum[:]
}

// derivePassword makes words that a person can type and nobody mistakes for a
// real password.
func derivePassword(seed uint64) string {
	colours := []string{"amber", "azure", "coral", "ivory", "jade", "lilac", "ochre", "teal"}
	birds := []string{"finch", "heron", "lark", "osprey", "plover", "robin", "stork", "wren"}
	sum := derive("password", seed)
	return fmt.Sprintf("demo-%s-%s-%02d", colours[sum[0]%8], birds[sum[1]%8], sum[2]%100)
}

// claims are what a token says.
type claims struct {
	Subject string   `json:"sub"`
	Scope   []string `json:"scope"`
	Issued  int64    `json:"iat"` // seconds since 1970
	Expires int64    `json:"exp"` // likewise
}

// token signs a JWT (HS256) for a user.
func (a *accounts) token(user account, now time.Time) (string, error) {
	body, err := json.Marshal(claims{user.id, user.scope, now.Unix(), now.Add(tokenLife).Unix()})
	if err != nil {
		return "", fmt.Errorf("demo: writing a token: %w", err)
	}
	head := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`))
	signed := head + "." + base64.RawURLEncoding.EncodeToString(body)
	return signed + "." + a.sign(signed), nil
}

func (a *accounts) sign(text string) string {
	mac := hmac.New(sha256.New, a.key)
	mac.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// Why a token is refused, in the tenant's words.
const (
	unsigned = "Missing authentication"
	forged   = "Invalid JWT: the signature does not match"
	expired  = "Invalid JWT: the token has expired"
)

// holder is the user whose token a request carries, or why it has none.
func (a *accounts) holder(r *http.Request, now time.Time) (user account, refusal string) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return account{}, unsigned
	}
	at := strings.LastIndexByte(token, '.')
	if at < 0 || !hmac.Equal([]byte(a.sign(token[:at])), []byte(token[at+1:])) {
		return account{}, forged
	}
	_, body, _ := strings.Cut(token[:at], ".")
	raw, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return account{}, forged
	}
	var c claims
	if err := json.Unmarshal(raw, &c); err != nil {
		return account{}, forged
	}
	if now.Unix() >= c.Expires {
		return account{}, expired
	}
	i := slices.IndexFunc(a.users, func(u account) bool { return u.id == c.Subject })
	if i < 0 {
		return account{}, forged
	}
	return a.users[i], ""
}

// signIn finds the user with an e-mail and the password.
func (a *accounts) signIn(email, password string) (account, bool) {
	right := subtle.ConstantTimeCompare([]byte(password), []byte(a.password)) == 1
	i := slices.IndexFunc(a.users, func(u account) bool { return strings.EqualFold(u.email, email) })
	if i < 0 || !right {
		return account{}, false
	}
	return a.users[i], true
}
