package diff

import "strings"

// Keys known by what stands inside or behind them rather than before, and
// addresses whoever knows may post to.

// findHook makes the shape of an address after which such a secret stands.
func findHook(anchor string) func(text string, at int) (span, bool) {
	return func(text string, at int) (span, bool) {
		from := at + len(anchor)
		end := run(text, from, func(c byte) bool { return wordOrDash(c) || c == '/' || c == '@' })
		return span{from, end}, end-from >= 10
	}
}

func hooks(anchors ...string) []shape {
	made := make([]shape, len(anchors))
	for i, anchor := range anchors {
		made[i] = shape{0, []string{anchor}, findHook(anchor)}
	}
	return made
}

// findDiscordHook takes the token behind the number of a webhook.
func findDiscordHook(text string, at int) (span, bool) {
	number := at + len("/api/webhooks/")
	slash := run(text, number, isDigit)
	if slash-number < 15 || slash >= len(text) || text[slash] != '/' {
		return span{}, false
	}
	end := run(text, slash+1, wordOrDash)
	return span{slash + 1, end}, end-slash > 40
}

// findAzureSecret takes the secret of an Azure application: three characters,
// a digit and "Q~" before 31 to 34 more.
func findAzureSecret(text string, at int) (span, bool) {
	class := func(c byte) bool { return wordOrDash(c) || c == '.' || c == '~' }
	from := at - 4
	if from < 0 || !isDigit(text[at-1]) || run(text[:at], from, class) < at || from > 0 && class(text[from-1]) {
		return span{}, false
	}
	end := run(text, at+2, class)
	return span{from, end}, end-at-2 >= 31 && end-at-2 <= 34
}

// findMailchimp takes 32 hexadecimal digits and the name of a data centre.
func findMailchimp(text string, at int) (span, bool) {
	from, end := at-32, run(text, at+len("-us"), isDigit)
	if from < 0 || run(text[:at], from, lowerHex) < at || insideWord(text, from) {
		return span{}, false
	}
	return span{from, end}, end-at > len("-us") && end-at <= len("-us")+2
}

// findAirtable takes "pat", 14 characters, a dot and 64 hexadecimal digits.
func findAirtable(text string, at int) (span, bool) {
	dot := at + len("pat") + 14
	if dot >= len(text) || text[dot] != '.' || insideWord(text, at) || run(text[:dot], at, alphanumeric) < dot {
		return span{}, false
	}
	end := run(text, dot+1, lowerHex)
	return span{at, end}, end-dot > 64
}

// findSalesforce takes the session of an organisation: its id, "!AQ" and 60
// characters or more.
func findSalesforce(text string, at int) (span, bool) {
	for _, size := range []int{15, 18} {
		from := at - size
		if from < 0 || !strings.HasPrefix(text[from:], "00D") || run(text[:at], from, alphanumeric) < at {
			continue
		}
		end := run(text, at+1, func(c byte) bool { return alphanumeric(c) || c == '.' || c == '_' })
		return span{from, end}, end-at > 60
	}
	return span{}, false
}

// findFirebase takes the key of a messaging server: eleven characters before
// ":APA91b" and a hundred or more behind.
func findFirebase(text string, at int) (span, bool) {
	from := at - 11
	if from < 0 || run(text[:at], from, wordOrDash) < at {
		return span{}, false
	}
	end := run(text, at+1, wordOrDash)
	return span{from, end}, end-at > 100
}

// findOracle takes the password of jdbc:oracle:thin:user/password@host.
func findOracle(text string, at int) (span, bool) {
	from := at + len("oracle:thin:")
	window := text[from:min(len(text), from+longestPassword)]
	window = window[:firstOf(window, urlEnds)]
	slash, host := strings.IndexByte(window, '/'), strings.LastIndexByte(window, '@')
	if slash < 0 || host <= slash+1 || skipped(window[slash+1:host]) {
		return span{}, false
	}
	return span{from + slash + 1, from + host}, true
}
