package demo

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"time"
)

func TestOneBurstOfFailedLogins(t *testing.T) {
	for seed := range uint64(4) {
		var burst []record
		accounts := map[string]bool{}
		for _, r := range read(t, seed, 3000, 3000) {
			if r.IP == burstAddress {
				burst = append(burst, r)
				accounts[r.User.Email] = true
				if r.Action != "Login Failed" {
					t.Errorf("seed %d: %s from the burst's address", seed, r.Action)
				}
			}
		}
		if len(burst) != burstSize || len(accounts) > 4 {
			t.Fatalf("seed %d: %d failed logins of %d accounts", seed, len(burst), len(accounts))
		}
		if took := burst[len(burst)-1].Created.Sub(burst[0].Created); took > 11*time.Minute {
			t.Errorf("seed %d: the burst took %v", seed, took)
		}
	}
}

func TestOneNightDeservesAQuestion(t *testing.T) {
	for _, planned := range []int{3000, 20_000, 1_000_000} {
		var night []record
		known := map[string]bool{}
		for _, r := range read(t, 6, planned, 3000) {
			if r.IP == nightAddress {
				night = append(night, r)
			} else if len(night) == 0 {
				known[r.User.Email] = true
			}
		}
		if len(night) != nightSteps {
			t.Fatalf("%d planned: %d entries of the night", planned, len(night))
		}
		who := night[0].User.Email
		if !known[who] {
			t.Errorf("%d planned: %s had not been seen before the night", planned, who)
		}
		for i, want := range []string{"User Logged In", "ACL Rule Updated", "Configuration Updated", "ACL Rule Updated"} {
			if night[i].Action != want || night[i].User.Email != who {
				t.Errorf("%d planned: step %d is %s by %s, want %s by %s", planned, i, night[i].Action, night[i].User.Email, want, who)
			}
		}
		if at := night[1].Created; at.Weekday() != time.Sunday || at.Hour() != 3 || at.Minute() != 12 {
			t.Errorf("%d planned: the rule changed on %v", planned, at)
		}
		if usersMayDelete(t, night[1].Before) || !usersMayDelete(t, night[1].After) || usersMayDelete(t, night[3].After) {
			t.Errorf("%d planned: the rule is not granted and taken back", planned)
		}
		if bytes.Equal(night[2].Before, night[2].After) || night[2].Target.ID != retentionKey {
			t.Errorf("%d planned: the configuration change is %s", planned, night[2].raw)
		}
	}
}

func usersMayDelete(t *testing.T, list json.RawMessage) bool {
	t.Helper()
	var rules []struct {
		Role, Resource string
		Action         []string
	}
	if err := json.Unmarshal(list, &rules); err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		if r.Role == "user" && r.Resource == "flows" && slices.Contains(r.Action, "delete") {
			return true
		}
	}
	return false
}

func TestTheDeletedUserStaysInOldEntries(t *testing.T) {
	records := read(t, 2, 3000, 3000)
	at := slices.IndexFunc(records, func(r record) bool { return r.Action == "User Deleted" })
	if at < 0 {
		t.Fatal("nobody was deleted")
	}
	gone := records[at].Target
	var before struct{ ID, Email string }
	if err := json.Unmarshal(records[at].Before, &before); err != nil || before.ID != gone.ID || before.Email != gone.Name {
		t.Fatalf("the record of the deleted user is %s (%v)", records[at].Before, err)
	}
	past := slices.ContainsFunc(records[:at], func(r record) bool { return r.User.Email == gone.Name })
	acted := slices.ContainsFunc(records[at:], func(r record) bool { return r.User.ID == gone.ID })
	if !past || acted {
		t.Errorf("%s acted before: %v, after: %v", gone.Name, past, acted)
	}
}
