package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/evidence/canonical"
	"github.com/trailbook/trailbook/backend/export/workbook"
)

// events reads every event back: its leaf, the root, the counts, the filter and
// the order.
func (c *checking) events() error {
	check := newCheck(checkEvents)
	defer c.verdict.conclude(check)
	m := c.archive.manifest
	for _, role := range []string{roleEvents, roleLeaves} {
		if f, ok := m.file(role); !ok || c.archive.files[f.Name] == nil {
			check.wrong(manifestName, "there is no file of %s", role)
		}
	}
	if check.State != Holds {
		return nil
	}
	r := &eventsReader{checking: c, check: check, tally: newEventsTally(), tells: tells(m.Request.Report.Filter)}
	if r.tells {
		var err error
		if r.selection, err = m.Request.Report.Selection(); err != nil {
			check.wrong(manifestName, "the filter cannot be read: %v", err)
			return nil
		}
	}
	same, err := r.read()
	if err != nil && c.ctx.Err() != nil {
		return err
	}
	if err != nil {
		check.wrong(eventsName, "%v", err)
		return nil
	}
	if !same {
		if err := r.name(); err != nil && c.ctx.Err() != nil {
			return err
		} else if err != nil {
			check.wrong(leavesName, "%v", err)
		}
	}
	c.readAll = r.unread == 0
	r.compare(m.Events)
	if check.State == Holds {
		check.say("All %d events are as they were packed; their root is %s.", m.Events.Count, m.Events.Root)
	}
	return nil
}

// eventsReader holds the file of events to that of leaves.
type eventsReader struct {
	*checking
	check     *Check
	tally     *eventsTally
	unread    int             // lines that are no events
	tells     bool            // the filter can be held to events
	selection audit.Selection // of it
	before    time.Time
}

// packedLine is a line with what became of it.
type packedLine struct {
	line
	err error
}

func (c *checking) lines(role string, hash hash.Hash) (iter.Seq2[[]byte, error], func(), error) {
	f, _ := c.archive.manifest.file(role)
	r, err := c.archive.open(c.ctx, f.Name, f.Size)
	if err != nil {
		return nil, nil, err
	}
	return textLines(io.TeeReader(r, hash)), func() { _ = r.Close() }, nil
}

// read reads both files side by side; same is false when the leaves are not
// those of the events.
func (r *eventsReader) read() (same bool, err error) {
	eventsHash, leavesHash := sha256.New(), sha256.New()
	lines, closeLines, err := r.lines(roleEvents, eventsHash)
	if err != nil {
		return false, err
	}
	defer closeLines()
	leaves, closeLeaves, err := r.lines(roleLeaves, leavesHash)
	if err != nil {
		return false, err
	}
	defer closeLeaves()
	nextLeaf, stop := iter.Pull2(leaves)
	defer stop()
	same = true
	work := func(text []byte) (packedLine, error) {
		l, err := readLine(text)
		return packedLine{l, err}, nil
	}
	number := 0
	for l, err := range inOrder(r.ctx, lines, func(text []byte) int { return len(text) }, work) {
		if err != nil {
			return false, err
		}
		number++
		leaf, err, more := nextLeaf()
		if err != nil {
			return false, err
		}
		if l.err != nil {
			r.unread++
			r.check.wrong(lineOf(eventsName, number), "it is no event: %v", l.err)
			same = false
			continue
		}
		same = same && more && string(leaf)+"\n" == leafLine(l.leaf, l.event.ID)
		r.add(&l.line, number)
	}
	for more := true; more; {
		_, err, more = nextLeaf()
		same = same && !more
		if err != nil {
			return false, err
		}
	}
	f, _ := r.archive.manifest.file(roleEvents)
	g, _ := r.archive.manifest.file(roleLeaves)
	r.hashes[f.Name], r.hashes[g.Name] = hex.EncodeToString(eventsHash.Sum(nil)), hex.EncodeToString(leavesHash.Sum(nil))
	return same, nil
}

func lineOf(file string, number int) string { return file + ", line " + strconv.Itoa(number) }

// add counts an event and looks whether it belongs here.
func (r *eventsReader) add(l *line, number int) {
	e := &l.event
	r.tally.add(e, l.leaf, len(l.withheld))
	r.claim.look(l)
	r.tally.opened = r.tally.opened || len(l.opened) > 0
	// A filter may have looked at what is masked now.
	if req := r.archive.manifest.Request; len(l.withheld) == 0 && r.tells && !r.selection.Matches(*e, diff.ContentOf) {
		r.check.wrong(lineOf(eventsName, number), "event %q is not what the filter selects", e.ID)
	} else if ascending := strings.HasPrefix(req.Report.Order, "oldest"); number > 1 && req.Report.Order != "" &&
		(ascending && e.CreatedAt.Before(r.before) || !ascending && e.CreatedAt.After(r.before)) {
		r.check.wrong(lineOf(eventsName, number), "event %q is not in the order of the report (%s)", e.ID, req.Report.Order)
	}
	r.before = e.CreatedAt
	if r.tally.count()%progressEvery == 0 {
		r.Progress(StageEvents, r.tally.count())
	}
}

// compare holds what was counted to what the manifest says.
func (r *eventsReader) compare(want Events) {
	got := r.tally.events()
	r.check.differs(manifestName, "the number of events", want.Count, got.Count)
	r.check.differs(manifestName, "the root of the events", want.Root, got.Root)
	r.check.differs(manifestName, "the first event", markText(want.First), markText(got.First))
	r.check.differs(manifestName, "the last event", markText(want.Last), markText(got.Last))
	r.check.differs(manifestName, "the oldest time", want.Oldest, got.Oldest)
	r.check.differs(manifestName, "the newest time", want.Newest, got.Newest)
	r.check.differs(manifestName, "the count by type", fmt.Sprint(want.Types), fmt.Sprint(got.Types))
	r.check.differs(manifestName, "the number of withheld secrets", want.Withheld, got.Withheld)
	if want.Withheld > 0 {
		r.check.differs(manifestName, "whether secrets are in clear", want.Opened, got.Opened)
	}
	r.Progress(StageEvents, got.Count)
}

func markText(m *EventMark) string {
	if m == nil {
		return "none"
	}
	return m.ID + " of " + m.CreatedAt + ", " + m.Leaf
}

// name finds out which events are others than the leaves say.
func (r *eventsReader) name() error {
	leaves := table{name: leavesName, keys: []int{0}, rows: func() iter.Seq2[workbook.Row, error] { return r.leafRows(roleLeaves, leafRow) }}
	events := table{name: eventsName, keys: []int{0}, rows: func() iter.Seq2[workbook.Row, error] { return r.leafRows(roleEvents, eventRow) }}
	events.cell = func(workbook.Row, workbook.Cell) string { return "" }
	_, _, err := compareTables(r.ctx, leaves, events, func(d difference) {
		switch d.kind {
		case cellChanged:
			r.check.find(Finding{Where: lineOf(eventsName, d.is), Was: d.value[0], Is: d.value[1],
				Text: "event " + d.title + " was changed: its hash is not the one in " + leavesName})
		case rowMissing:
			r.check.wrong(lineOf(leavesName, d.was), "event %s is missing from %s", d.title, eventsName)
		case rowAdded:
			text := "was added: no hash is for it"
			if d.again {
				text = "was doubled"
			}
			r.check.wrong(lineOf(eventsName, d.is), "event %s %s", d.title, text)
		case rowMoved:
			r.check.wrong(lineOf(eventsName, d.is), "event %s is in another place: it was in line %d", d.title, d.was)
		}
	})
	return err
}

// leafRows are the lines of a file as rows of an id and a leaf.
func (r *eventsReader) leafRows(role string, row func(text []byte) ([2]string, bool)) iter.Seq2[workbook.Row, error] {
	return func(yield func(workbook.Row, error) bool) {
		lines, closeLines, err := r.lines(role, sha256.New())
		if err != nil {
			yield(workbook.Row{}, err)
			return
		}
		defer closeLines()
		number := 0
		for text, err := range lines {
			number++
			if err != nil {
				yield(workbook.Row{}, err)
				return
			}
			values, ok := row(text)
			if !ok {
				continue
			}
			cells := []workbook.Cell{{Column: 0, Kind: workbook.Text, Value: values[0]}, {Column: 1, Kind: workbook.Text, Value: values[1]}}
			if !yield(workbook.Row{Number: number, Cells: cells}, nil) {
				return
			}
		}
	}
}

func leafRow(text []byte) (values [2]string, ok bool) {
	leaf, id, _ := bytes.Cut(text, []byte{' '})
	return [2]string{string(id), string(leaf)}, true
}

func eventRow(text []byte) (values [2]string, ok bool) {
	l, err := readLine(text)
	if err != nil {
		return values, false
	}
	return [2]string{string(canonical.Quote(l.event.ID)), l.leaf.String()}, true
}
