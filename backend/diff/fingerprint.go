package diff

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// mostFingerprints bounds those of one value.
const mostFingerprints = 4

// Options say how the secrets of an event are told.
type Options struct {
	// Key makes fingerprints, 32 random bytes of this cache: equal secrets of one cache have equal ones, and
	// who has not the key learns nothing from them. Without a key there are none.
	Key []byte
	// Reveal leaves secrets in clear. The caller makes sure that it is
	// deliberate, and logs it.
	Reveal bool
}

// fingerprints are those of the secrets in node i, "#a3f9c1" each, at most four
// and then an ellipsis; empty where there is no key or no secret.
func fingerprints(key []byte, t *tree, secrets *secrecy, i int) string {
	if len(key) == 0 || i == none {
		return ""
	}
	var list []string
	t.eachSecret(secrets.within(i), i, func(secret string) {
		if len(list) > mostFingerprints {
			return
		}
		if one := fingerprint(key, secret); !slices.Contains(list, one) {
			list = append(list, one)
		}
	})
	if len(list) > mostFingerprints {
		list[mostFingerprints] = "…"
	}
	return strings.Join(list, " ")
}

// fingerprint is the beginning of the secret's HMAC-SHA-256: enough for a
// person to tell two apart, too little to guess by.
func fingerprint(key []byte, secret string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(secret))
	return "#" + hex.EncodeToString(mac.Sum(nil)[:3])
}

// eachSecret tells the secrets in node i, in clear. flags are those of its
// secrecy.
func (t *tree) eachSecret(flags []bool, i int, tell func(secret string)) {
	for n := i; n < t.nodes[i].Next; n++ {
		switch {
		case t.nodes[n].Kind == isNumber && flags[n]:
			tell(string(t.source(n)))
		case t.nodes[n].Kind == isText:
			t.eachSecretOfText(flags[n], n, tell)
		}
	}
}

func (t *tree) eachSecretOfText(secret bool, i int, tell func(secret string)) {
	if _, hidden := t.maskScalar(secret, i); hidden == 0 {
		return
	}
	if inner, ok := embedded(t.text(i)); ok && !secret {
		inner.eachSecret(inner.secrets(nothing).within(0), 0, tell)
		return
	}
	text, spans := t.hiddenIn(secret, i)
	for _, s := range spans {
		tell(text[s.from:s.to])
	}
}
