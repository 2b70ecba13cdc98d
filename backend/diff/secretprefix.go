package diff

import "slices"

// Keys that begin with a prefix: those that services publish for scanners of
// leaked keys.

// prefixedKey is a prefix, and how many characters of a class follow it at
// least. Inside a longer word it is chance.
type prefixedKey struct {
	prefix string
	size   int
	class  func(byte) bool
}

// shortestPrefixed is the length of the shortest key that prefixedKeys has.
const shortestPrefixed = 15

var prefixedKeys = slices.Concat(
	keysOf(upperOrDigit, 16, "AKIA", "ASIA", "ABIA", "ACCA"),
	keysOf(wordOrDash, 30, "AIza", ":AA", "hf_", "FLWSECK", "sb_secret_", "sbp_"),
	keysOf(wordOrDash, 16, "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "npm_", "shpat_", "shpss_", "shpca_",
		"shppa_", "dop_v1_", "doo_v1_", "dor_v1_", "sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_",
		"lin_api_", "lin_oauth_", "figd_", "glc_", "glsa_", "gsk_", "rubygems_", "pscale_tkn_", "pscale_pw_",
		"pscale_oauth_", "sntrys_", "sntryu_", "tfp_", "shippo_live_", "rdme_", "pplx-", "xai-", "pul-", "NRAK-",
		"PMAK-", "CFPAT-", "HRKU-", "AGE-SECRET-KEY-1", "ops_eyJ", "pypi-AgE", "ntn_"),
	keysOf(wordOrDash, 10, "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxe.", "xoxc-", "xoxd-", "xapp-",
		"glpat-", "gldt-", "glrt-", "glsoat-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-", "GOCSPX-",
		"pat-na1-", "pat-eu1-", "sq0atp-", "sq0csp-"),
	keysOf(wordOrDash, 20, "sk-", "ya29.", "SG.", "1//0", "xkeysib-", "xsmtpsib-", "hvs.", "hvb.", "mlsn.", "dp.pt.", "dp.st."),
	keysOf(wordOrDash, 40, "secret_", "ATATT3", "ATCTT3", "ATBB", "ATTA", "dG9rO"),
	keysOf(wordOrDash, 90, "sl."),
	keysOf(alphanumeric, 110, "EAA"),
	keysOf(lowerHex, 32, "key-", "dapi"),
	keysOf(passwordHash, 30, "$2a$", "$2b$", "$2y$", "$argon2"),
)

func keysOf(class func(byte) bool, size int, prefixes ...string) []prefixedKey {
	keys := make([]prefixedKey, len(prefixes))
	for i, prefix := range prefixes {
		keys[i] = prefixedKey{prefix, size, class}
	}
	return keys
}

// prefixedFrom are prefixedKeys by their first byte.
var prefixedFrom = func() (by [128][]prefixedKey) {
	for _, key := range prefixedKeys {
		by[key.prefix[0]] = append(by[key.prefix[0]], key)
	}
	return by
}()

// prefixPairs are the first two characters of prefixedKeys, as letterPair has
// them.
var prefixPairs = func() (pairs [letterPairs]bool) {
	for _, key := range prefixedKeys {
		pairs[letterPair(key.prefix[0], key.prefix[1])] = true
	}
	return pairs
}()

// prefixedAt is the end of the key that begins at at, 0 for none.
func prefixedAt[T string | []byte](text T, at int) int {
	first := text[at]
	if first >= 128 || at+1 == len(text) || !prefixPairs[letterPair(first, text[at+1])] {
		return 0
	}
	for _, key := range prefixedFrom[first] {
		if !startsWith(text[at:], key.prefix) || first != ':' && insideWord(text, at) {
			continue
		}
		end := run(text, at+len(key.prefix), key.class)
		if end-at-len(key.prefix) < key.size {
			continue
		}
		if key.prefix == "SG." && end < len(text) && text[end] == '.' {
			end = run(text, end+1, key.class)
		}
		return end
	}
	return 0
}

// mayHoldPrefixed reports whether text has a key with a known prefix.
func mayHoldPrefixed(text []byte) bool {
	for i := 0; i+shortestPrefixed <= len(text); i++ {
		if prefixedAt(text, i) > 0 {
			return true
		}
	}
	return false
}

// prefixedSpans lists the keys with a known prefix.
func prefixedSpans(text string) []span {
	var found []span
	for i := 0; i+shortestPrefixed <= len(text); i++ {
		if end := prefixedAt(text, i); end > 0 {
			found = append(found, span{i, end})
			i = end - 1
		}
	}
	return found
}

func startsWith[T string | []byte](text T, prefix string) bool {
	if len(text) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if text[i] != prefix[i] {
			return false
		}
	}
	return true
}

func lowerHex(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'f' }
