package demo

import "fmt"

// group says who may do a thing.
type group int

const (
	builders  group = iota // anyone who edits flows
	admins                 // tenant administrators
	operators              // builders and service accounts
	deployers              // administrators and the deployment account
	machines               // service accounts
	groups
)

const (
	staffAtStart  = 33
	adminsAtStart = 3 // of them; the first is admin@
	sessionLength = 9 * msHour
)

// person is an account: of a person, or of a machine.
type person struct {
	id, email, name string
	department      string
	scope           []string
	plan            string
	created         int64
	service         bool
	left            bool  // the account has been deleted
	reviewed        int64 // when somebody last looked at the account's rights
	office, home    string
	agent           string
	session         int64 // signed in until
	ip              string
	state           []byte // the user record as the log last showed it
}

// people holds the accounts that exist.
type people struct {
	dice    dice
	members [groups][]*person
	all     []*person
	joining []string // names of those who are not here yet
	round   int      // how often joining has been used up
	gone    []string // addresses that no longer exist
	deputy  *person  // the administrator of the night story
}

func newPeople(d dice, start int64) *people {
	p := &people{dice: d, joining: append([]string(nil), fullNames...)}
	d.Shuffle(len(p.joining), func(i, j int) { p.joining[i], p.joining[j] = p.joining[j], p.joining[i] })
	for i := range staffAtStart {
		name, email := "Tenant Administrator", adminEmail
		if i > 0 {
			name, email = p.newcomer()
		}
		who := p.hire(name, email, start-int64(d.between(40, 900))*msDay)
		if i < adminsAtStart {
			who.scope = []string{"user", "admin"}
			p.members[admins] = append(p.members[admins], who)
			p.members[deployers] = append(p.members[deployers], who)
			p.deputy = who
		}
	}
	reader := p.hire("Audit Reader", readerEmail, start-300*msDay)
	reader.scope = []string{"user"}
	for i, name := range serviceNames {
		who := p.hire(name, name+"@"+domain, start-int64(d.between(200, 900))*msDay)
		who.service, who.plan, who.department, who.agent = true, "service", "IT", serviceAgents[i]
		who.home = who.office
		p.members[machines] = append(p.members[machines], who)
		if i == 0 {
			p.members[deployers] = append(p.members[deployers], who)
		}
	}
	p.regroup()
	return p
}

func (p *people) newcomer() (name, email string) {
	if len(p.joining) == 0 {
		p.joining = append(p.joining, fullNames...)
		p.round++
	}
	name, p.joining = p.joining[0], p.joining[1:]
	email = mailbox(name)
	if p.round > 0 {
		email = fmt.Sprintf("%s%d", email, p.round+1)
	}
	return name, email + "@" + domain
}

func (p *people) hire(name, email string, created int64) *person {
	d := p.dice
	who := &person{
		id: d.hexID(), email: email, name: name, created: created,
		department: pick(d, departments), plan: pick(d, []string{"business", "business", "enterprise", "starter"}),
		scope:  []string{"user"},
		office: fmt.Sprintf("192.0.2.%d", d.between(10, 60)),
		home:   fmt.Sprintf("198.51.100.%d", d.between(2, 250)),
		agent:  pick(d, browsers),
	}
	if d.chance(30) {
		who.scope = append(who.scope, "developer")
	}
	p.all = append(p.all, who)
	return who
}

// regroup sorts the accounts into groups after somebody came or went.
func (p *people) regroup() {
	p.members[builders], p.members[operators] = nil, nil
	for _, who := range p.all {
		if !who.service {
			p.members[builders] = append(p.members[builders], who)
		}
		p.members[operators] = append(p.members[operators], who)
	}
}

// actor picks who does a thing of a group at a moment. Outside office hours
// that is mostly a machine.
func (p *people) actor(of group, m moment) *person {
	from := p.members[of]
	if of == operators && !m.working() && (m.night() || p.dice.chance(75)) {
		return pick(p.dice, p.members[machines])
	}
	return from[p.dice.skewed(len(from))]
}

// signIn opens a session from one of the person's own places.
func (p *people) signIn(who *person, m moment) {
	who.ip = who.office
	if p.dice.chance(30) || !m.working() {
		who.ip = who.home
	}
	who.session = m.ms + sessionLength
}

func (p *people) remove(who *person) {
	for i := range p.all {
		if p.all[i] == who {
			p.all = append(p.all[:i], p.all[i+1:]...)
			break
		}
	}
	who.left = true
	p.gone = append(p.gone, who.email)
	p.regroup()
}

// appendRecord writes the user record as the tenant stores it.
func (who *person) appendRecord(b []byte) []byte {
	b = append(b, '{')
	b = appendField(b, "id", who.id)
	b = appendField(b, "username", who.email)
	b = appendField(b, "email", who.email)
	b = appendRaw(b, "isActive", []byte("true"))
	b = appendList(b, "scope", who.scope)
	b = appendField(b, "plan", who.plan)
	b = appendField(b, "vendor", "northwind")
	b = append(appendKey(b, "metadata"), '{')
	b = appendField(b, "name", who.name)
	b = appendField(b, "department", who.department)
	b = appendRaw(b, "serviceAccount", boolean(who.service))
	if who.reviewed > 0 {
		b = appendTime(b, "reviewedAt", who.reviewed)
	}
	b = append(b, '}')
	b = appendTime(b, "created", who.created)
	return append(b, '}')
}

func boolean(yes bool) []byte {
	if yes {
		return []byte("true")
	}
	return []byte("false")
}

// record is the user record that the log last showed.
func (who *person) record() []byte {
	if who.state == nil {
		who.state = who.appendRecord(nil)
	}
	return who.state
}
