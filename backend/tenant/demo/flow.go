package demo

import "strconv"

const (
	canvasWidth  = 4000
	canvasHeight = 1600
	stageRunning = "running"
	stageStopped = "stopped"
)

// sizes is how many components flows have: 1 to 68, median 14. thumbnails is
// how many characters a picture has, median 20,000.
var (
	sizes          = []int{1, 5, 8, 11, 13, 14, 15, 18, 22, 29, 68}
	templateSizes  = []int{3, 5, 7, 9, 12}
	thumbnailSizes = []int{3000, 7000, 11000, 15000, 18000, 20000, 22000, 25000, 30000, 40000, 90000}
)

const largestThumbnail = 809_000

// flow is a flow, or an integration template: both are stored alike.
type flow struct {
	id, userID, name, description string
	form                          string // automation, integration-draft, integration-template
	running                       bool
	components                    []*component
	target                        int // how many components it tends to
	birth, mtime                  int64
	picture                       int // size of its thumbnail, 0 for none
	thumbnail                     string
	shared                        []string
	department                    string
	costCentre                    int
	fields                        []string // of its wizard
	state                         []byte   // the descriptor as the log last showed it
}

// versionOf tells the version of a connector that new components get.
type versionOf func(bundle string) string

func newFlow(d dice, owner *person, form string, count int, at int64, version versionOf) *flow {
	f := &flow{
		id: d.uuid(), userID: owner.id, form: form, target: count, birth: at, mtime: at,
		name:        pick(d, flowSubjects) + " " + pick(d, flowPlaces),
		description: pick(d, phrases) + ". " + pick(d, phrases) + ".",
		department:  owner.department, costCentre: d.between(4100, 4999),
	}
	for range d.between(0, 2) {
		f.shared = append(f.shared, mailbox(pick(d, fullNames))+"@"+domain)
	}
	for range d.between(3, 5) {
		f.fields = append(f.fields, d.uuid())
	}
	f.insert(newComponent(d, f.trigger(d), ""), nil)
	f.components[0].version = version(f.components[0].kind.bundle)
	for len(f.components) < count {
		f.grow(d, version)
	}
	return f
}

func (f *flow) trigger(d dice) *kind { return &triggers[d.IntN(len(triggers))] }

// grow adds a step behind one of the latest components.
func (f *flow) grow(d dice, version versionOf) *component {
	k := &steps[d.IntN(len(steps))]
	c := newComponent(d, k, version(k.bundle))
	latest := f.components[max(0, len(f.components)-3):]
	after := pick(d, latest)
	c.follow(d, after)
	f.insert(c, after)
	return c
}

// insert places c on the canvas, to the right of what it follows.
func (f *flow) insert(c, after *component) {
	c.x, c.y = 120, 320
	if after != nil {
		c.x = (after.x + 190) % canvasWidth
		c.y = (after.y + 130*(len(f.components)%3)) % canvasHeight
	}
	f.components = append(f.components, c)
}

// descriptor is the flow as the log last showed it.
func (f *flow) descriptor() []byte {
	if f.state == nil {
		f.state = f.encode()
	}
	return f.state
}

// redraw makes a new picture of a flow that has one.
func (f *flow) redraw(d dice) bool {
	if f.picture > 0 {
		f.thumbnail = thumbnail(d, f.picture, f.components)
	}
	return f.picture > 0
}

// encode writes the whole descriptor. Its stage is always "stopped": only a
// stopped flow is edited, cloned or deleted (see the package's comment).
func (f *flow) encode() []byte {
	b := make([]byte, 0, 1500+len(f.components)*760+len(f.thumbnail))
	b = append(b, '{')
	b = appendField(b, "flowId", f.id)
	b = appendField(b, "userId", f.userID)
	b = appendField(b, "name", f.name)
	b = appendField(b, "description", f.description)
	b = appendField(b, "stage", stageStopped)
	b = appendField(b, "type", f.form)
	b = append(appendKey(b, "flow"), '{')
	for _, c := range f.components {
		b = appendRaw(b, c.id, c.json())
	}
	b = append(b, '}')
	b = appendTime(b, "btime", f.birth)
	b = appendTime(b, "mtime", f.mtime)
	if f.thumbnail != "" {
		b = append(append(append(appendKey(b, "thumbnail"), '"'), f.thumbnail...), '"')
	}
	b = append(f.appendShared(b), '}')
	return b
}

func (f *flow) appendShared(b []byte) []byte {
	b = append(appendKey(b, "sharedWith"), '[')
	for i, email := range f.shared {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendField(append(b, '{'), "email", email)
		b = append(appendList(b, "permissions", []string{"read", "start", "stop"}), '}')
	}
	b = append(b, ']')
	b = append(appendKey(b, "customFields"), '{')
	b = appendField(b, "department", f.department)
	b = append(appendField(b, "costCentre", "NW-"+strconv.Itoa(f.costCentre)), '}')
	b = append(appendKey(b, "wizard"), '{')
	b = append(appendKey(b, "fields"), '[')
	for i, id := range f.fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendField(append(b, '{'), "id", id)
		b = appendField(b, "type", "text")
		b = appendField(b, "label", "Question "+strconv.Itoa(i+1))
		b = appendField(b, "hint", "Shown to the person who installs the integration")
		b = appendField(b, "placeholder", "")
		b = append(appendRaw(b, "required", boolean(i == 0)), '}')
	}
	return append(b, ']', '}')
}

// clone is a copy under new ids, made by somebody else.
func (f *flow) clone(d dice, owner *person, at int64) *flow {
	twin := *f
	twin.id, twin.userID, twin.birth, twin.mtime, twin.state = d.uuid(), owner.id, at, at, nil
	twin.name, twin.running = copyName(f.name), false
	twin.shared, twin.picture, twin.thumbnail = nil, 0, ""
	twin.components = nil
	renamed := make(map[string]string, len(f.components))
	for _, c := range f.components {
		fresh := *c
		fresh.id, fresh.cached = d.uuid(), nil
		renamed[c.id] = fresh.id
		fresh.props = append([]string(nil), c.props...)
		fresh.inputs = append([]input(nil), c.inputs...)
		fresh.links = append([]link(nil), c.links...)
		for i := range fresh.links {
			fresh.links[i].from = renamed[fresh.links[i].from]
		}
		twin.components = append(twin.components, &fresh)
	}
	return &twin
}

func copyName(name string) string {
	const mark = " (copy)"
	if len(name) > len(mark) && name[len(name)-len(mark):] == mark {
		return name
	}
	return name + mark
}
