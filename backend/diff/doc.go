// Package diff says what an event changed. It compares two JSON states to a
// list of changes, renders them as text, and is the one place in the program
// that knows what a secret is and how it is masked.
//
// A JSON text is parsed once into a tree of nodes that point into it (tree.go);
// masking, comparing and rendering all walk that tree.
package diff
