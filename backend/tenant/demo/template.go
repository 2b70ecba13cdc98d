package demo

import "slices"

const (
	formDraft     = "integration-draft"
	formPublished = "integration-template"
	mostTemplates = 18
	mostTests     = 12
)

// templates holds the integration templates and the tests of them.
type templates struct {
	dice    dice
	version versionOf
	all     []*flow
	tests   []*trial
}

// trial is a test run of a template.
type trial struct {
	id, template, name, userID string
	started, stopped           int64 // stopped is 0 while it runs
	state                      []byte
}

func newTemplates(d dice, staff *people, start int64, version versionOf) *templates {
	r := &templates{dice: d, version: version}
	for i := range 8 {
		f := r.add(pick(d, staff.members[builders]), start-int64(d.between(3, 200))*msDay)
		if i%2 == 0 {
			f.form = formPublished
		}
	}
	return r
}

func (r *templates) add(owner *person, at int64) *flow {
	f := newFlow(r.dice, owner, formDraft, r.dice.quantile(templateSizes), at, r.version)
	r.all = append(r.all, f)
	return f
}

// choose picks a template of a form; nil when chance fails.
func (r *templates) choose(form string) *flow {
	for range 4 {
		if f := pick(r.dice, r.all); f.form == form {
			return f
		}
	}
	return nil
}

func (g *Generator) templateCreated(m moment, by *person) (draft, bool) {
	if len(g.templates.all) >= mostTemplates {
		return draft{}, false
	}
	f := g.templates.add(by, m.ms)
	d := flowDraft("Integration Template Created", by, f)
	d.after = f.descriptor()
	return d, true
}

func (g *Generator) templateUpdated(m moment, by *person) (draft, bool) {
	return g.templateSaved("Integration Template Updated", formDraft, m, by)
}

func (g *Generator) publishedUpdated(m moment, by *person) (draft, bool) {
	return g.templateSaved("Published Integration Template Updated", formPublished, m, by)
}

func (g *Generator) templateSaved(action, form string, m moment, by *person) (draft, bool) {
	f := g.templates.choose(form)
	if f == nil {
		return draft{}, false
	}
	before, after := f.save(g.dice, m.ms, g.connectors.version)
	d := flowDraft(action, by, f)
	d.before, d.after = before, after
	return d, true
}

func (g *Generator) templatePublished(m moment, by *person) (draft, bool) {
	f := g.templates.choose(formDraft)
	if f == nil {
		return draft{}, false
	}
	d := flowDraft("Integration Template Published", by, f)
	d.before = f.descriptor()
	f.form, f.mtime = formPublished, m.ms
	f.state = f.encode()
	d.after = f.state
	return d, true
}

func (g *Generator) templateDeleted(_ moment, by *person) (draft, bool) {
	f := pick(g.dice, g.templates.all)
	if len(g.templates.all) <= 6 {
		return draft{}, false
	}
	at := slices.Index(g.templates.all, f)
	g.templates.all = slices.Delete(g.templates.all, at, at+1)
	d := flowDraft("Integration Template Deleted", by, f)
	d.before = f.descriptor()
	return d, true
}

func (g *Generator) testStarted(m moment, by *person) (draft, bool) {
	if len(g.templates.tests) >= mostTests {
		return draft{}, false
	}
	f := pick(g.dice, g.templates.all)
	t := &trial{id: g.dice.uuid(), template: f.id, name: f.name + " (test)", userID: by.id, started: m.ms}
	g.templates.tests = append(g.templates.tests, t)
	d := t.draft("Integration Template Test Started", by)
	d.after = t.json()
	return d, true
}

func (g *Generator) testStopped(m moment, by *person) (draft, bool) {
	t := g.templates.test(true)
	if t == nil {
		return draft{}, false
	}
	d := t.draft("Integration Template Test Stopped", by)
	d.before = t.json()
	t.stopped, t.state = m.ms, nil
	d.after = t.json()
	return d, true
}

func (g *Generator) testDeleted(_ moment, by *person) (draft, bool) {
	t := g.templates.test(false)
	if t == nil {
		return draft{}, false
	}
	at := slices.Index(g.templates.tests, t)
	g.templates.tests = slices.Delete(g.templates.tests, at, at+1)
	d := t.draft("Integration Template Test Deleted", by)
	d.before = t.json()
	return d, true
}

// test is the oldest test that runs, or that does not; nil without one.
func (r *templates) test(running bool) *trial {
	for _, t := range r.tests {
		if (t.stopped == 0) == running {
			return t
		}
	}
	return nil
}

func (t *trial) json() []byte {
	if t.state != nil {
		return t.state
	}
	b := appendField([]byte{'{'}, "flowId", t.id)
	b = appendField(b, "templateId", t.template)
	b = appendField(b, "userId", t.userID)
	b = appendField(b, "name", t.name)
	b = appendField(b, "type", "integration-instance")
	stage := stageRunning
	if t.stopped > 0 {
		stage = stageStopped
	}
	b = appendTime(appendField(b, "stage", stage), "started", t.started)
	if t.stopped > 0 {
		b = appendTime(b, "stopped", t.stopped)
	}
	b = append(b, '}')
	t.state = b
	return t.state
}

func (t *trial) draft(action string, by *person) draft {
	return draft{action: action, by: by, flowID: t.id, id: t.id, name: t.name}
}
