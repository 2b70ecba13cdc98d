package bind

// Shapes of what looks further into a change than the diff table does.

// ValueDiff is one change, looked into. All texts are masked.
type ValueDiff struct {
	Path        string    `json:"path"`
	Before      ValueInfo `json:"before"`
	After       ValueInfo `json:"after"`
	ImageBefore string    `json:"imageBefore"` // a data URI of at most 1 MB for the src of an <img> only, empty for none
	ImageAfter  string    `json:"imageAfter"`
	Masked      bool      `json:"masked"`     // something in it is a secret
	Text        TextDiff  `json:"text"`       // both sides as text; of JSON in a text, that JSON
	HasChanges  bool      `json:"hasChanges"` // both sides are JSON inside a text, plain or as base64: Changes says what changed in it
	Changes     []Change  `json:"changes"`    // Events.Value and Events.Reveal do not know them
	Elements    []Element `json:"elements"`   // of Changes
	Left        int       `json:"left"`       // how many changes are not in Changes because there are too many
	Coarse      bool      `json:"coarse"`     // too much differs in that JSON to tell every part by itself
}

// VersionDiff says how an event differs from an older version of itself.
type VersionDiff struct {
	Changes []Change `json:"changes"`
	Left    int      `json:"left"`   // how many changes are not in Changes because there are too many
	Coarse  bool     `json:"coarse"` // too much differs to tell every part by itself
}

// ValueInfo describes one side of a change.
type ValueInfo struct {
	Kind      string `json:"kind"`      // absent, literal, object, text, json, base64Json, dataUri, url, html or code
	MediaType string `json:"mediaType"` // text/plain, application/json, image/png…
	Bytes     int    `json:"bytes"`     // of the content: decoded where it is a data URI or base64
	Lines     int    `json:"lines"`     // of a text
	SHA256    string `json:"sha256"`    // of a data URI's content, in hexadecimal digits
	Image     bool   `json:"image"`     // a picture that may be shown
}

// Branch is a part of what an event is about, with the changes in it.
type Branch struct {
	Name      string   `json:"name"`  // of the member, index of the element; empty for the whole
	Label     string   `json:"label"` // what a person calls it, where that says more than name
	Path      string   `json:"path"`  // JSON Pointer, empty for the whole and where it is too long
	From      string   `json:"from"`  // of what moved: the pointer to where it stood before; else empty
	Kind      string   `json:"kind"`  // a kind of change; empty where it stayed, or changed only inside
	Before    string   `json:"before"`
	After     string   `json:"after"`
	HasBefore bool     `json:"hasBefore"`
	HasAfter  bool     `json:"hasAfter"`
	Cut       bool     `json:"cut"` // a value is longer than shown
	Masked    bool     `json:"masked"`
	Noise     bool     `json:"noise"`
	Changes   int      `json:"changes"`   // in it, itself included, told or not
	Unchanged int      `json:"unchanged"` // members or elements that are not told because they stayed
	Folded    int      `json:"folded"`    // of the whole: changes of bookkeeping left out
	Left      int      `json:"left"`      // changes that are not told because there are too many
	Children  []Branch `json:"children"`
}
