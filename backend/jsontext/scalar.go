package jsontext

import (
	"bytes"
	"strings"
)

// quoted reads a string and reports whether it has escapes.
func (p *parser) quoted() (escaped bool, err error) {
	raw := p.Raw
	for i := p.at + 1; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '"':
			p.at = i + 1
			return escaped, nil
		case c == '\\':
			escaped = true
			size := escapeSize(raw[i:])
			if size == 0 {
				return escaped, ErrSyntax
			}
			i += size - 1
		case c < 0x20:
			return escaped, ErrSyntax
		}
	}
	return escaped, ErrSyntax
}

// escapeSize is the length of the escape at the start of raw, 0 for none.
func escapeSize(raw []byte) int {
	if len(raw) < 2 {
		return 0
	}
	if raw[1] != 'u' {
		if strings.IndexByte(`"\/bfnrt`, raw[1]) < 0 {
			return 0
		}
		return 2
	}
	if len(raw) < 6 {
		return 0
	}
	for _, c := range raw[2:6] {
		if !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
			return 0
		}
	}
	return 6
}

func (p *parser) word(word string) error {
	if !bytes.HasPrefix(p.Raw[p.at:], []byte(word)) {
		return ErrSyntax
	}
	p.at += len(word)
	return nil
}

func (p *parser) number() error {
	if p.peek() == '-' {
		p.at++
	}
	if p.peek() == '0' {
		p.at++
	} else if !p.digits() {
		return ErrSyntax
	}
	if p.peek() == '.' {
		p.at++
		if !p.digits() {
			return ErrSyntax
		}
	}
	if p.peek()|0x20 == 'e' {
		p.at++
		if c := p.peek(); c == '+' || c == '-' {
			p.at++
		}
		if !p.digits() {
			return ErrSyntax
		}
	}
	return nil
}

func (p *parser) digits() bool {
	start := p.at
	for isDigit(p.peek()) {
		p.at++
	}
	return p.at > start
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
