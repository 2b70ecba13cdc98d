package diff

import (
	"strings"
	"unicode"
)

// The names of secrets. secretshape.go knows how their values look; together
// they are the only place in the program that says what a secret is.

// secretStems: a name without any of them is no secret's. It is the cheap test
// that spares most names the splitting into words.
var secretStems = []string{
	"pass", "pwd", "secret", "token", "key", "cred", "auth", "cookie", "jwt",
	"dsn", "conn", "otp", "cvv", "bearer", "code", "sess",
}

// stemsFrom are secretStems by their first letter.
var stemsFrom = func() (by ['z' + 1][]string) {
	for _, stem := range secretStems {
		by[stem[0]] = append(by[stem[0]], stem)
	}
	return by
}()

// secretTerms are secrets by themselves or as the end of a name.
var secretTerms = setOf(
	"password", "passwd", "pwd", "pass", "passphrase", "passcode", "secret", "token", "jwt",
	"credential", "cred", "authorization", "cookie", "dsn", "otp", "totp", "cvv", "bearer",
	"api key", "private key", "priv key", "secret key", "access key", "encryption key", "signing key",
	"master key", "shared key", "session key", "account key", "server key", "subscription key",
	"license key", "auth key", "hmac key", "app key", "application key", "ssh key",
	"connection string", "conn string", "connection uri", "connection url", "conn str",
	"session id", "sessionid", "sessid", "jsessionid", "phpsessid",
	"auth code", "authorization code", "recovery code", "backup code",
)

// secretEnds are secrets also at the end of a word written without a boundary
// ("clientsecret", "SMTPpassword").
var secretEnds = []string{
	"password", "passwd", "passphrase", "passcode", "pwd", "pass", "secret", "token", "credential",
	"apikey", "accesskey", "privatekey", "secretkey", "encryptionkey", "signingkey", "connectionstring",
}

// ordinaryWords end like a secret and are none.
var ordinaryWords = setOf("bypass", "compass", "encompass", "overpass", "underpass", "surpass", "trespass")

// beforeOrdinary are words that turn any following term into a number or a
// yes-or-no (hasPassword, maxSecrets); beforeToken do so for a token only
// (promptTokens, nextPageToken), because inputPassword is a password.
var (
	beforeOrdinary = setOf("is", "has", "requires", "show", "hide", "allow", "num", "number", "count", "max", "min", "total")
	beforeToken    = setOf(
		"prompt", "completion", "input", "output", "used", "cached", "reasoning", "limit", "remaining",
		"available", "page", "continuation", "cursor", "stop",
	)
)

// afterSecret are words that may follow a secret's name without making it
// something else: passwordHash, tokenValue, secret_2. Anything else does:
// passwordPolicy, tokenCount, secretName.
var afterSecret = setOf(
	"value", "text", "plain", "plaintext", "raw", "old", "new", "current", "previous", "prev",
	"confirm", "confirmation", "confirmed", "repeat", "again", "hash", "hashed", "salt", "encrypted",
	"base64", "b", "pem", "env", "prod", "production", "test", "dev", "staging", "sandbox", "live",
	"default", "primary", "secondary", "main", "backup", "data", "string", "str", "optional",
)

// IsSecretKey reports whether a member of that name holds a secret: password,
// clientSecret, JWTSecret, api_key, X-Auth-Token, privateKey. Words are told
// apart by case, digits and punctuation, so that secretary, tokenizer,
// keyboard, maxTokens, publicKey and passwordPolicyEnabled are none. In a path
// ("/config/credentials/user", "smtp.password") any segment may be the one.
func IsSecretKey(name string) bool {
	if !hasSecretStem(name) {
		return false
	}
	for _, segment := range strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '.' }) {
		if namesSecret(splitWords(segment)) {
			return true
		}
	}
	return false
}

// letterPair is a pair of characters by the last five bits of each: a table of
// those spares most places of a text a closer look.
func letterPair(first, second byte) int { return int(first&31)<<5 | int(second&31) }

// letterPairs is how many there are.
const letterPairs = 1 << 10

// stemPairs are the first two letters of secretStems.
var stemPairs = func() (pairs [letterPairs]bool) {
	for _, stem := range secretStems {
		pairs[letterPair(stem[0], stem[1])] = true
	}
	return pairs
}()

func hasSecretStem[T string | []byte](name T) bool {
	for i := range len(name) - 1 {
		if !stemPairs[letterPair(name[i], name[i+1])] {
			continue
		}
		first := name[i] | 0x20
		if int(first) >= len(stemsFrom) {
			continue
		}
		for _, stem := range stemsFrom[first] {
			if startsFolded(name[i:], stem) {
				return true
			}
		}
	}
	return false
}

// startsFolded reports whether text starts with prefix, which is lower case,
// in any case.
func startsFolded[T string | []byte](text T, prefix string) bool {
	if len(text) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if text[i]|0x20 != prefix[i] {
			return false
		}
	}
	return true
}

// namesSecret looks for a term that nothing before or after makes harmless.
func namesSecret(words []string) bool {
	for end := len(words); end > 0; end-- {
		if start := termStart(words[:end]); start >= 0 {
			return start == 0 || !harmless(words[start-1], words[end-1])
		}
		if last := words[end-1]; !afterSecret[last] && !isDigit(last[0]) {
			return false
		}
	}
	return false
}

// harmless reports whether before makes the term something else than a secret.
func harmless(before, term string) bool {
	return beforeOrdinary[before] || beforeToken[before] && strings.HasPrefix(term, "token")
}

// termStart is the index of the word where a term that ends words begins, -1
// when none does.
func termStart(words []string) int {
	last := len(words) - 1
	word := singular(words[last])
	if last > 0 && (secretTerms[singular(words[last-1])+" "+word] || secretTerms[words[last-1]+" "+word]) {
		return last - 1
	}
	if secretTerms[word] || endsSecret(word) {
		return last
	}
	// "APIkey" and "passWord" fall apart at the wrong place.
	if last > 0 && endsSecret(words[last-1]+word) {
		return last - 1
	}
	return -1
}

func endsSecret(word string) bool {
	if ordinaryWords[word] {
		return false
	}
	for _, end := range secretEnds {
		if rest, found := strings.CutSuffix(word, end); found {
			return rest == "" || !harmless(rest, end)
		}
	}
	return false
}

func singular(word string) string {
	if strings.HasSuffix(word, "ss") {
		return word
	}
	return strings.TrimSuffix(word, "s")
}

// splitWords takes "JWTSecret_2" apart into jwt, secret, 2.
func splitWords(name string) []string {
	var words []string
	runes := []rune(name)
	start := 0
	flush := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(string(runes[start:end])))
		}
		start = end
	}
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush(i)
			start = i + 1
			continue
		}
		if i > start && newWord(runes, i) {
			flush(i)
		}
	}
	flush(len(runes))
	return words
}

// newWord reports whether a word begins at i, which follows a letter or digit.
func newWord(runes []rune, i int) bool {
	before, here := runes[i-1], runes[i]
	if unicode.IsDigit(before) != unicode.IsDigit(here) {
		return true
	}
	if !unicode.IsUpper(here) {
		return false
	}
	return !unicode.IsUpper(before) || i+1 < len(runes) && unicode.IsLower(runes[i+1])
}

func setOf(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, word := range words {
		set[word] = true
	}
	return set
}
