package demo

// component is one box of a flow.
type component struct {
	id      string
	kind    *kind
	label   string
	x, y    int
	links   []link
	props   []string // values of kind.props
	inputs  []input
	version string
	retry   int    // attempts after an error; 0 for none
	cached  []byte // its JSON, nil after a change
}

// link is a connection from an out port of an earlier component.
type link struct{ from, port string }

// input is one field of a transform: text, and maybe a variable read from the
// component before.
type input struct {
	name, text string
	variable   string // id of the modifier; empty for plain text
	field      string // what it reads
}

func newComponent(d dice, k *kind, version string) *component {
	c := &component{id: d.uuid(), kind: k, label: k.label, version: version}
	for range k.props {
		c.props = append(c.props, d.hexID())
	}
	for _, name := range k.inputs {
		c.inputs = append(c.inputs, input{name: name, text: pick(d, phrases)})
	}
	if d.chance(10) {
		c.retry = d.between(1, 5)
	}
	return c
}

// follow connects c to an earlier component and lets its first inputs read
// from it.
func (c *component) follow(d dice, from *component) {
	c.links = []link{{from.id, from.kind.out}}
	for i := range c.inputs {
		if i > 0 && !d.chance(8) || !d.chance(60) {
			continue
		}
		c.inputs[i].variable, c.inputs[i].field = d.uuid(), pick(d, from.kind.fields)
	}
	c.cached = nil
}

// leaves counts the values in the component's JSON, an empty object or array
// as one.
func (c *component) leaves() int {
	n := 5 + max(1, len(c.props)) + len(c.links) + len(c.links)*c.transformLeaves()
	if len(c.links) == 0 {
		n++ // source is an empty object
	}
	if c.retry > 0 {
		n += 2
	}
	return n
}

func (c *component) transformLeaves() int {
	n, variables := 1+len(c.inputs), 0
	for _, in := range c.inputs {
		if in.variable != "" {
			variables++
		}
	}
	if variables == 0 {
		return n + 1
	}
	return n + 2*variables
}

func (c *component) json() []byte {
	if c.cached == nil {
		c.cached = c.append(make([]byte, 0, 700))
	}
	return c.cached
}

func (c *component) append(b []byte) []byte {
	b = append(b, '{')
	b = appendField(b, "type", c.kind.module)
	b = appendField(b, "label", c.label)
	b = append(appendKey(b, "source"), '{')
	if len(c.links) > 0 {
		b = append(appendKey(b, c.kind.in), '{')
		for _, l := range c.links {
			b = appendList(b, l.from, []string{l.port})
		}
		b = append(b, '}')
	}
	b = append(b, '}')
	b = appendNumber(b, "x", c.x)
	b = appendNumber(b, "y", c.y)
	b = append(appendKey(b, "config"), '{')
	b = append(appendKey(b, "properties"), '{')
	for i, name := range c.kind.props {
		b = appendField(b, name, c.props[i])
	}
	b = append(b, '}')
	if len(c.links) > 0 {
		b = c.appendTransform(b)
	}
	b = append(b, '}')
	if c.retry > 0 {
		b = append(appendKey(b, "errorHandling"), '{')
		b = appendField(b, "strategy", "retry")
		b = append(appendNumber(b, "attempts", c.retry), '}')
	}
	return append(appendField(b, "version", c.version), '}')
}

func (c *component) appendTransform(b []byte) []byte {
	b = append(appendKey(b, "transform"), '{')
	b = append(appendKey(b, c.kind.in), '{')
	for _, l := range c.links {
		b = append(appendKey(b, l.from), '{')
		b = append(appendKey(b, l.port), '{')
		b = appendField(b, "type", "json2new")
		b = append(appendKey(b, "lambda"), '{')
		for _, in := range c.inputs {
			text := in.text
			if in.variable != "" {
				text += " {{{" + in.variable + "}}}"
			}
			b = appendField(b, in.name, text)
		}
		b = append(b, '}')
		b = append(c.appendModifiers(b, l), '}', '}')
	}
	return append(b, '}', '}')
}

func (c *component) appendModifiers(b []byte, l link) []byte {
	b = append(appendKey(b, "modifiers"), '{')
	for _, in := range c.inputs {
		if in.variable == "" {
			continue
		}
		b = append(appendKey(b, in.name), '{')
		b = append(appendKey(b, in.variable), '{')
		b = appendField(b, "variable", "$."+l.from+"."+l.port+"."+in.field)
		b = append(appendRaw(b, "functions", []byte("[]")), '}', '}')
	}
	return append(b, '}')
}
