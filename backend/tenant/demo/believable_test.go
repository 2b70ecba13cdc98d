package demo

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestSizesAreThoseOfARealTenant(t *testing.T) {
	var sizes, descriptors, components []int
	total, updates, pictures, largest := 0, 0, 0, 0
	for _, r := range read(t, 21, 20_000, 12_000) {
		sizes = append(sizes, len(r.raw))
		total += len(r.raw)
		if r.Action != "Flow Updated" {
			continue
		}
		updates++
		var f struct {
			Flow      map[string]json.RawMessage `json:"flow"`
			Thumbnail string                     `json:"thumbnail"`
		}
		if err := json.Unmarshal(r.After, &f); err != nil {
			t.Fatal(err)
		}
		if f.Thumbnail != "" {
			pictures++
		}
		largest = max(largest, len(f.Thumbnail))
		descriptors = append(descriptors, len(r.After)-len(f.Thumbnail))
		components = append(components, len(f.Flow))
	}
	median := func(of []int) int {
		slices.Sort(of)
		return of[len(of)/2]
	}
	t.Logf("entry: median %d, mean %d, largest %d bytes", median(sizes), total/len(sizes), slices.Max(sizes))
	t.Logf("descriptor: %d to %d bytes, median %d; %d to %d components, median %d; %d of %d with a picture, to %d characters",
		slices.Min(descriptors), slices.Max(descriptors), median(descriptors), slices.Min(components), slices.Max(components),
		median(components), pictures, updates, largest)
	for _, c := range []struct {
		what           string
		got, low, high int
	}{
		{"median entry", median(sizes), 700, 1300},
		{"mean entry", total / len(sizes), 2800, 4600},
		{"median descriptor", median(descriptors), 6000, 11_000},
		{"largest descriptor", slices.Max(descriptors), 25_000, 45_000},
		{"median of components", median(components), 11, 17},
		{"most components", slices.Max(components), 45, 68},
		{"fewest components", slices.Min(components), 1, 4},
		{"flow updates per mille", updates * 1000 / len(sizes), 95, 145},
		{"pictures in percent", pictures * 100 / updates, 4, 18},
		{"largest picture", largest, 70_000, largestThumbnail + 1000},
	} {
		if c.got < c.low || c.got > c.high {
			t.Errorf("%s is %d, want %d to %d", c.what, c.got, c.low, c.high)
		}
	}
}

func TestThumbnailsArePictures(t *testing.T) {
	d := newDice(4, streamLife)
	f := newFlow(d, &person{}, "automation", 20, 0, func(string) string { return "1.0.0" })
	for _, size := range []int{3000, 20_000, largestThumbnail} {
		uri := thumbnail(d, size, f.components)
		if len(uri) < size*9/10 || len(uri) > size*11/10 {
			t.Errorf("asked for %d characters, got %d", size, len(uri))
		}
		raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(uri, "data:image/png;base64,"))
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(bytes.NewReader(raw))
		if err != nil {
			t.Fatalf("a picture of %d characters: %v", size, err)
		}
		if b := picture.Bounds(); b.Dx() < b.Dy() {
			t.Errorf("the picture is %v, want it wide", b)
		}
	}
}

func TestPeopleKeepOfficeHours(t *testing.T) {
	working, night, total := 0, 0, 0
	users, rooms := map[string]int{}, map[string]bool{}
	for _, r := range read(t, 8, 20_000, 10_000) {
		m := momentAt(r.Created.UnixMilli())
		total++
		switch {
		case m.working():
			working++
		case m.night():
			night++
		}
		if r.User.ID != "" {
			users[r.User.Email]++
		}
		rooms[r.IP[:strings.LastIndex(r.IP, ".")]] = true
		ruled := strings.HasPrefix(r.Action, "ACL") || strings.HasPrefix(r.Action, "Config") || strings.HasPrefix(r.Action, "User ") && r.Action != "User Logged In"
		if ruled && !m.working() && r.IP != nightAddress {
			t.Errorf("%s by %s at %v", r.Action, r.User.Email, r.Created)
		}
		if m.night() && r.IP != nightAddress && r.IP != burstAddress && !strings.HasPrefix(r.User.Email, "svc-") {
			t.Errorf("%s by %s at night: %v", r.Action, r.User.Email, r.Created)
		}
	}
	if working*100/total < 85 || night*100/total > 5 || night == 0 {
		t.Errorf("%d of %d in office hours, %d at night", working, total, night)
	}
	if len(users) < 36 || len(users) > 60 {
		t.Errorf("%d accounts were active, want about 40", len(users))
	}
	for network := range rooms {
		if network != "192.0.2" && network != "198.51.100" && network != "203.0.113" {
			t.Errorf("an address in %s, outside the documentation ranges", network)
		}
	}
}

func TestMailboxesArePlain(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range fullNames {
		box := mailbox(name)
		if strings.Trim(box, "abcdefghijklmnopqrstuvwxyz.-") != "" || seen[box] {
			t.Errorf("%s has the mailbox %q", name, box)
		}
		seen[box] = true
	}
}

func TestClocksChangeOnTheRightDays(t *testing.T) {
	for _, c := range []struct {
		at   string
		hour int
		day  time.Weekday
	}{
		{"2026-03-29T00:59:00Z", 1, time.Sunday},
		{"2026-03-29T01:00:00Z", 3, time.Sunday},
		{"2026-10-25T00:59:00Z", 2, time.Sunday},
		{"2026-10-25T01:00:00Z", 2, time.Sunday},
		{"2026-12-31T23:30:00Z", 0, time.Friday},
		{"1969-12-31T22:30:00Z", 23, time.Wednesday},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if m := momentAt(at.UnixMilli()); m.hour != c.hour || m.weekday != c.day {
			t.Errorf("%s is %s, hour %d; want %s, hour %d", c.at, m.weekday, m.hour, c.day, c.hour)
		}
	}
}
