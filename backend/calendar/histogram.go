package calendar

// Histogram counts events over time and by type.
type Histogram struct {
	Axis
	Counts  [][4]int  // of each bucket, in the order of audit.Types
	Outside []Outside // what the axis leaves out, by year, in their order
}

// Outside are the events of a year of the zone that an axis leaves out.
type Outside struct {
	Year  int
	Count int
}
