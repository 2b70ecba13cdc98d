package bind_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
)

func TestSearchField(t *testing.T) {
	p := start(t, t.TempDir())
	p.demo()
	t.Run("is completed from the cache", p.isCompleted)
	t.Run("is another view of the form", p.isAnotherView)
}

func (p *program) isCompleted(t *testing.T) {
	suggested := func(text string) string {
		before, after, _ := strings.Cut(text, "|")
		answer, err := p.Events.Suggest(bind.FilterSpec{Search: before + after}, len([]rune(before)))
		if err != nil {
			t.Fatal(err)
		}
		var labels []string
		for _, s := range answer.Values {
			labels = append(labels, s.Insert)
		}
		return fmt.Sprint(answer.From, answer.To, labels)
	}
	if got := suggested("us|"); got != "0 2 [user:]" {
		t.Error(got)
	}
	if got := suggested("flow type:|"); !strings.HasPrefix(got, "10 10 [") {
		t.Error(got)
	}
	if got := suggested("created:to|"); got != "8 10 [today]" {
		t.Error(got)
	}
	tenants, err := p.Events.Suggest(bind.FilterSpec{Search: "tenant:DE"}, 9)
	all, failed := p.Events.Filter(bind.FilterSpec{}, bind.Order{})
	if err != nil || failed != nil || len(tenants.Values) != 1 || tenants.Values[0].Count != all.Total {
		t.Errorf("tenants: %+v of %d, %v, %v", tenants, all.Total, err, failed)
	}
	addresses, err := p.Events.Suggest(bind.FilterSpec{Search: "ip:1"}, 4)
	if err != nil || len(addresses.Values) == 0 {
		t.Fatalf("addresses: %+v, %v", addresses, err)
	}
	for _, s := range addresses.Values {
		if found, err := p.Events.Filter(bind.FilterSpec{Search: "ip:" + s.Insert}, bind.Order{}); err != nil || found.Count != s.Count || !strings.Contains(s.Label, "1") {
			t.Errorf("%+v: there are %d, %v", s, found.Count, err)
		}
	}
	answer, err := p.Events.Suggest(bind.FilterSpec{Search: "action:flow"}, 11)
	if err != nil || len(answer.Values) == 0 || answer.Values[0].Count < answer.Values[len(answer.Values)-1].Count {
		t.Fatalf("%+v, %v", answer, err)
	}
	for _, s := range answer.Values {
		found, err := p.Events.Filter(bind.FilterSpec{Search: "action:" + s.Insert}, bind.Order{})
		if err != nil || found.Count != s.Count {
			t.Errorf("%+v: there are %d, %v", s, found.Count, err)
		}
	}
}

func (p *program) isAnotherView(t *testing.T) {
	users, err := p.Events.Users(bind.FilterSpec{}, "")
	if err != nil || len(users) == 0 {
		t.Fatal(users, err)
	}
	typed := bind.FilterSpec{Search: "flow type:update user:" + strings.ToUpper(users[0].Value) + " created:2026-01-01.."}
	lifted, err := p.Events.Lift(typed)
	if err != nil || lifted.Search != "flow" || len(lifted.Users) != 1 || lifted.Users[0] != users[0].Value || len(lifted.Types) != 1 || lifted.From != "2026-01-01" || lifted.To != "" {
		t.Errorf("lifted: %+v, %v", lifted, err)
	}
	text, err := p.Events.AsText(lifted)
	if err != nil || text.Search != "type:update user:"+users[0].Value+" created:>=2026-01-01 flow" || len(text.Users) != 0 {
		t.Errorf("as text: %+v, %v", text, err)
	}
	for _, spec := range []bind.FilterSpec{lifted, text} {
		found, err := p.Events.Filter(spec, bind.Order{})
		want, wrong := p.Events.Filter(typed, bind.Order{})
		if err != nil || wrong != nil || found.Count != want.Count {
			t.Errorf("%+v: %d events, %d were asked for: %v %v", spec, found.Count, want.Count, err, wrong)
		}
	}
	edited, err := p.Events.Edit(lifted, "type", "delete", "add")
	if err != nil || fmt.Sprint(edited.Types) != "[update delete]" || edited.Search != "flow" {
		t.Errorf("edited: %+v, %v", edited, err)
	}
	edited, err = p.Events.Edit(edited, "action", "Flow Updated", "exclude")
	if err != nil || edited.Search != `flow -action:"Flow Updated"` {
		t.Errorf("edited: %+v, %v", edited, err)
	}
	chosen, err := p.Events.Chosen(edited)
	if err != nil || !strings.Contains(fmt.Sprint(chosen), "{action [] [Flow Updated]} {type [update delete] []}") {
		t.Errorf("chosen: %+v, %v", chosen, err)
	}
	found, err := p.Events.Filter(edited, bind.Order{})
	if err != nil || fmt.Sprint(found.Terms) != `[{flow -action:"Flow Updated"} {-action:"Flow Updated" flow}]` {
		t.Errorf("terms: %+v, %v", found.Terms, err)
	}
	_, err = p.Events.Lift(bind.FilterSpec{Search: "flow usr:x"})
	if audit.CodeOf(err) != audit.CodeInvalid || !strings.Contains(fmt.Sprint(err), "usr") {
		t.Errorf("%v", err)
	}
}
