package demo

import (
	"encoding/hex"
	"math/rand/v2"
)

// dice is the one source of chance: a PCG stream that a seed determines.
type dice struct{ *rand.Rand }

// Streams keep chance of different kinds apart, so that a change in one does
// not shift the others.
const (
	streamClock uint64 = iota + 1
	streamLife
	streamPen
	streamLate
	streamFault
)

func newDice(seed, stream uint64) dice {
	return dice{rand.New(rand.NewPCG(seed, stream*0x9e3779b97f4a7c15))} //nolint:gosec // believable data, not secrecy
}

// chance is true in percent of 100 cases.
func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

// between draws from low to high, both included.
func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

// skewed draws from 0 to n-1, low numbers more often than high ones.
func (d dice) skewed(n int) int {
	return min(d.IntN(n), d.IntN(n))
}

// quantile draws from a distribution given by equally likely steps between
// ascending points. Whole numbers keep it the same on every machine.
func (d dice) quantile(points []int) int {
	i := d.IntN(len(points) - 1)
	return d.between(points[i], points[i+1])
}

func pick[T any](d dice, from []T) T { return from[d.IntN(len(from))] }

// hexID draws an id of 24 hexadecimal digits, the form of users and events.
func (d dice) hexID() string {
	var raw [12]byte
	d.fill(raw[:])
	return hex.EncodeToString(raw[:])
}

// uuid draws a version 4 UUID, the form of flows and components.
func (d dice) uuid() string {
	var raw [16]byte
	d.fill(raw[:])
	raw[6] = raw[6]&0x0f | 0x40
	raw[8] = raw[8]&0x3f | 0x80
	text := make([]byte, 0, 36)
	for i, group := range [][]byte{raw[:4], raw[4:6], raw[6:8], raw[8:10], raw[10:]} {
		if i > 0 {
			text = append(text, '-')
		}
		text = hex.AppendEncode(text, group)
	}
	return string(text)
}

// word draws n letters and digits: what secrets and channel ids look like.
func (d dice) word(n int) string {
	const letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
	text := make([]byte, n)
	for i := range text {
		text[i] = letters[d.IntN(len(letters))]
	}
	return string(text)
}

func (d dice) fill(raw []byte) {
	for i := 0; i < len(raw); i += 8 {
		v := d.Uint64()
		for j := i; j < min(i+8, len(raw)); j++ {
			raw[j] = byte(v)
			v >>= 8
		}
	}
}
