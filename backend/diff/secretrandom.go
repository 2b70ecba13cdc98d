package diff

import (
	"encoding/base64"
	"math"
	"net/http"
	"strings"
	"unicode/utf8"
)

// Secrets that neither a name nor a known shape gives away: long words in which
// the characters follow each other without any order. What is long and random
// and yet no secret, an id or a hash, is told by what it is made of, by where
// it stands, and by the name beside it; in doubt a word is none.

const (
	shortestRandom = 32  // ids of 20, 24 and 27 characters are common, keys of less than 32 are rare
	longestRandom  = 512 // beyond, it is content in base64
	longestInText  = 128 // of a random word that has text around it
	// leastEntropy is in bits a character: 32 random letters and digits have
	// about 4.5, of one case 4.3, and repetitive words less.
	leastEntropy = 3.9
)

// isRandomText reports a text that is one random word.
func isRandomText(text string) bool {
	if len(text) < shortestRandom || len(text) > longestRandom+2 {
		return false
	}
	word := strings.TrimRight(text, "=")
	dots := strings.Count(word, ".")
	if len(text)-len(word) > 2 || dots > 2 || dots > 0 && len(word)-strings.LastIndexByte(word, '.') <= 6 {
		return false // no base64; a file, a host
	}
	return word[0] != '/' && !isDigest(word[:strings.IndexByte(word, '-')+1]) && run(word, 0, tokenByte) == len(word) && isRandom(word)
}

// tokenByte reports a character that random words have.
func tokenByte(c byte) bool { return wordByte(c) || c == '.' || c == '~' }

// wordByte reports a character of base64, of either alphabet.
func wordByte(c byte) bool { return wordOrDash(c) || c == '+' || c == '/' }

// isRandom reports whether the characters of word, which are those of base64,
// look drawn by lot.
func isRandom(word string) bool {
	s := statisticsOf(word)
	pairs := s.upper + s.lower + s.digits - 1
	switch {
	case s.letters() == 0 || s.digits*16 < pairs || s.hex || s.separators*8 > len(word):
		return false // a number, words, a hash, a path
	case s.upper*8 >= pairs && s.lower*8 >= pairs:
		// Letters of both cases and digits change places in six pairs of ten; in
		// theNamesOfThings2 in three.
		if s.changes*100 < 42*pairs || s.longest > 8 {
			return false
		}
	case s.upper == 0 || s.lower == 0:
		// Of one case in four pairs of ten, and in names-with-1-number hardly.
		if s.changes*100 < 26*pairs || s.longest > 20 || s.separators > 2 || s.digits*100 < 14*pairs {
			return false
		}
	default:
		return false
	}
	return s.entropy >= leastEntropy && !readable(word)
}

// statistics is what a word is made of.
type statistics struct {
	upper, lower, digits, separators int
	changes                          int // between neighbours of different kinds
	longest                          int // run of letters of one kind
	hex                              bool
	entropy                          float64 // bits a character
}

func (s *statistics) letters() int { return s.upper + s.lower }

func statisticsOf(word string) statistics {
	s := statistics{hex: true}
	var counts [128]int
	last, length := byte(0), 0
	for i := range len(word) {
		c := word[i]
		counts[c&127]++
		kind := byte('d')
		switch {
		case isDigit(c):
			s.digits++
		case c >= 'a' && c <= 'z':
			s.lower++
			kind = 'l'
		case c >= 'A' && c <= 'Z':
			s.upper++
			kind = 'u'
		default:
			s.separators++
			length = 0
			continue
		}
		s.hex = s.hex && (isDigit(c) || c|0x20 <= 'f')
		if kind != last {
			if last != 0 {
				s.changes++
			}
			last, length = kind, 0
		}
		if length++; kind != 'd' {
			s.longest = max(s.longest, length)
		}
	}
	for _, n := range counts {
		if n > 0 {
			share := float64(n) / float64(len(word))
			s.entropy -= share * math.Log2(share)
		}
	}
	return s
}

// readable reports base64 of a text or of a file of a known kind.
func readable(word string) bool {
	plain, ok := unbase64(word)
	if !ok {
		return false
	}
	if kind := http.DetectContentType(plain); kind != "application/octet-stream" && !strings.HasPrefix(kind, "text/plain") {
		return true
	}
	shown := 0
	for _, r := range string(plain) {
		if r >= ' ' && r < 0x7f || r == '\n' || r == '\t' || r > 0xa0 && r != utf8.RuneError {
			shown++
		}
	}
	return shown*10 >= 9*utf8.RuneCount(plain)
}

// unbase64 undoes base64 of either alphabet, padded or not.
func unbase64(text string) ([]byte, bool) {
	text = urlAlphabet.Replace(strings.TrimRight(text, "="))
	plain, err := base64.RawStdEncoding.DecodeString(text)
	return plain, err == nil && len(plain) > 0
}
