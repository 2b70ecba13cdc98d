package store

// Flags say what later reading of the tenant's log showed about an event.
type Flags int

// The flags of an event.
const (
	Changed  Flags = 1 << iota // its entry changed after it was first seen; Versions has what it was
	Gone                       // the tenant's log no longer has it, though it has older entries
	FileOnly                   // it came from a file, and no sync has listed it yet
	Copy                       // it came from a file that masks its secrets
)

// Has reports whether f has all of the flags asked for.
func (f Flags) Has(asked Flags) bool { return f&asked == asked }

// Words names the flags that matter to a reader, never nil: "changed", "gone".
func (f Flags) Words() []string {
	words := []string{}
	if f.Has(Changed) {
		words = append(words, "changed")
	}
	if f.Has(Gone) {
		words = append(words, "gone")
	}
	return words
}

// maskSign begins a mask in an export. Events with one came from a file that
// holds less than their tenant said.
const maskSign = "•••"
