// Package jsontext takes JSON texts apart without copying or changing them: where
// every value stands, what a text in quotes says unit by unit, and what a number
// is worth whatever its size. encoding/json rounds numbers, joins names that
// occur twice and loses halves of surrogate pairs, all of which an audit log
// may hold and a comparison, a mask or a hash must see.
package jsontext
