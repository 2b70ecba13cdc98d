package bind

// grouped joins the syncs of one tenant in a row that brought nothing new into
// one line each: an hourly sync leaves some nine thousand sources a year. The
// lines are newest first, and stay so.
func grouped(lines []SourceLine) []SourceLine {
	list := make([]SourceLine, 0, len(lines))
	open := map[string]int{} // by tenant, where its group stands in list
	for _, line := range lines {
		if !line.quiet() {
			delete(open, line.Tenant)
			list = append(list, line)
			continue
		}
		if at, ok := open[line.Tenant]; ok {
			list[at].join(line)
			continue
		}
		open[line.Tenant] = len(list)
		list = append(list, line)
	}
	return list
}

// quiet reports a sync of which there is nothing to say.
func (l SourceLine) quiet() bool {
	return l.Kind == "sync" && l.FinishedAt != 0 && l.Complete && l.Received == l.Duplicates &&
		l.Changed+l.Gone+len(l.Gaps)+len(l.Warnings) == 0
}

// join takes an older quiet sync into the line of newer ones.
func (l *SourceLine) join(older SourceLine) {
	l.First, l.StartedAt, l.Count = older.ID, older.StartedAt, l.Count+1
	l.Received += older.Received
	l.Duplicates += older.Duplicates
	if older.Oldest != 0 && (l.Oldest == 0 || older.Oldest < l.Oldest) {
		l.Oldest = older.Oldest
	}
	l.Newest = max(l.Newest, older.Newest)
}

func (c *SourceCounts) add(other SourceCounts) {
	c.Received += other.Received
	c.Inserted += other.Inserted
	c.Updated += other.Updated
	c.Duplicates += other.Duplicates
	c.Rejected += other.Rejected
}
