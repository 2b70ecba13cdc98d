package demo

import "strconv"

// form says what the value of a setting looks like.
type form int

const (
	formSecret form = iota
	formNumber
	formSwitch
	formChoice
	formService // a service configuration: client id and secret
)

// setting is one entry of the tenant's configuration.
type setting struct {
	key     string
	form    form
	choices []string
	value   string
	client  string // of a service configuration
	fixed   bool   // only a story changes it
	gone    bool   // deleted; setting it again brings it back
	state   []byte
}

const retentionKey = "AUDIT_LOG_RETENTION_DAYS"

type configuration struct {
	all       []*setting
	retention *setting
}

func newConfiguration(d dice) *configuration {
	c := &configuration{retention: &setting{key: retentionKey, form: formNumber, value: "365", fixed: true}}
	for _, key := range []string{"JWTSecret", "SMTP_PASSWORD", "AWS_SECRET_ACCESS_KEY", "ENCRYPTION_KEY"} {
		c.all = append(c.all, &setting{key: key, form: formSecret})
	}
	for _, key := range []string{"GRIDD_MAX_MESSAGES", "FLOW_LOG_LIMIT", "SESSION_TIMEOUT_MINUTES", "QUOTA_CALLS_PER_DAY", "WORKER_CONCURRENCY"} {
		c.all = append(c.all, &setting{key: key, form: formNumber})
	}
	for _, key := range []string{"SIGNUP_ENABLED", "PASSWORD_RESET_ENABLED", "TELEMETRY_ENABLED", "STRICT_TLS", "MAINTENANCE_BANNER"} {
		c.all = append(c.all, &setting{key: key, form: formSwitch})
	}
	c.all = append(c.all,
		&setting{key: "SMTP_HOST", form: formChoice, choices: []string{"mail-1.northwind.example", "mail-2.northwind.example", "relay.northwind.example"}},
		&setting{key: "LOG_LEVEL", form: formChoice, choices: []string{"info", "warn", "debug", "error"}},
		&setting{key: "DEFAULT_LOCALE", form: formChoice, choices: []string{"en", "de", "cs", "fr", "ja"}})
	for _, service := range []string{"google", "slack", "hubspot", "salesforce", "jira", "xero", "dropbox", "zendesk"} {
		c.all = append(c.all, &setting{key: "appmixer:" + service, form: formService})
	}
	for _, s := range c.all {
		s.renew(d)
	}
	c.all = append(c.all, c.retention)
	return c
}

// renew draws another value.
func (s *setting) renew(d dice) {
	s.state = nil
	switch s.form {
	case formSecret:
		s.value = d.word(d.between(24, 48))
	case formNumber:
		s.value = strconv.Itoa(d.between(1, 40) * 25)
	case formSwitch:
		s.value = strconv.FormatBool(s.value != "true")
	case formChoice:
		s.value = pick(d, s.choices)
	case formService:
		s.value = d.word(35)
		if s.client == "" || d.chance(30) {
			s.client = d.word(12) + ".apps.northwind.example"
		}
	}
}

func (s *setting) json() []byte {
	if s.state != nil {
		return s.state
	}
	b := []byte{'{'}
	switch s.form {
	case formService:
		b = appendField(b, "serviceId", s.key)
		b = appendField(b, "clientID", s.client)
		b = appendField(b, "clientSecret", s.value)
	case formNumber, formSwitch:
		b = appendField(b, "key", s.key)
		b = appendRaw(b, "value", []byte(s.value))
	default:
		b = appendField(b, "key", s.key)
		b = appendField(b, "value", s.value)
	}
	b = append(b, '}')
	s.state = b
	return s.state
}

func (g *Generator) configUpdated(_ moment, by *person) (draft, bool) {
	s := pick(g.dice, g.settings.all)
	if s.fixed {
		return draft{}, false
	}
	d := s.draft("Configuration Updated", by)
	if !s.gone {
		d.before = s.json()
	}
	s.gone = false
	s.renew(g.dice)
	d.after = s.json()
	return d, true
}

func (g *Generator) configDeleted(_ moment, by *person) (draft, bool) {
	s := pick(g.dice, g.settings.all)
	if s.fixed || s.gone {
		return draft{}, false
	}
	d := s.draft("Configuration Deleted", by)
	d.before, s.gone = s.json(), true
	return d, true
}

// set is a change to a certain value.
func (s *setting) set(action string, by *person, value string) draft {
	d := s.draft(action, by)
	d.before = s.json()
	s.value, s.state = value, nil
	d.after = s.json()
	return d
}

func (s *setting) draft(action string, by *person) draft {
	return draft{action: action, by: by, id: s.key, name: s.key}
}
