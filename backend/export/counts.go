package export

// Counts says how what was written differs from what was recorded.
type Counts struct {
	Masked   int // secrets masked
	Replaced int // texts with bytes that are not UTF-8, shown as U+FFFD
	Cut      int // Excel: cells longer than a cell can be
	Escaped  int // Excel: cells with control characters, characters that turn text around or too many lines, shown as \x07, \u202e and \n
	Broken   int // Excel: cells with U+FFFD in what was recorded: no text already then, as half a pair of surrogates is not
	Undated  int // Excel: times outside of its calendar, written as text
	Unread   int // Excel: events whose changes cannot be read, and are on no row of Changes
	Defused  int // CSV: values with an apostrophe so that they are no formula
}

func (c *Counts) add(more Counts) {
	c.Masked += more.Masked
	c.Replaced += more.Replaced
	c.Cut += more.Cut
	c.Escaped += more.Escaped
	c.Broken += more.Broken
	c.Undated += more.Undated
	c.Unread += more.Unread
	c.Defused += more.Defused
}
