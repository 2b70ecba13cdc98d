package export

// said is what sheets Report and Summary say, kept for a PDF.
type said struct{ report, summary []line }

// reportLines is where the lines of sheet Report are kept; nil for nowhere.
func (s *said) reportLines() *[]line {
	if s == nil {
		return nil
	}
	return &s.report
}

func (s *said) summaryLines() *[]line {
	if s == nil {
		return nil
	}
	return &s.summary
}

// say fills s with what a says.
func (s *said) say(a *account) {
	into := func(kept *[]line) *text { return a.text(func(l line) { *kept = append(*kept, l) }) }
	a.report(into(&s.report))
	if a.has(summarySheet) {
		a.summary(into(&s.summary))
	}
}
