package tenant

import (
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestTimeParse(t *testing.T) {
	zoned := DefaultProfile().Time
	for text, want := range map[string]string{
		"2018-03-29T19:24:08.950Z":        "2018-03-29T19:24:08.950Z",
		"2018-03-29T19:24:08Z":            "2018-03-29T19:24:08.000Z",
		"2018-03-29T19:24:08.950123456Z":  "2018-03-29T19:24:08.950Z",
		"2018-03-29T19:24:08.9599+02:00":  "2018-03-29T17:24:08.959Z",
		"2018-03-29T19:24:08.950+0000":    "2018-03-29T19:24:08.950Z",
		"2018-03-29T19:24:08-0530":        "2018-03-30T00:54:08.000Z",
		"2018-03-29T19:24:08+02":          "2018-03-29T17:24:08.000Z",
		"2018-03-29T19:24:08.950":         "2018-03-29T19:24:08.950Z",
		"2018-03-29 19:24:08.950":         "2018-03-29T19:24:08.950Z",
		"2018-03-29 19:24:08":             "2018-03-29T19:24:08.000Z",
		"2018-03-29 19:24:08Z":            "2018-03-29T19:24:08.000Z",
		"2018-03-29 19:24:08.5 +0100":     "2018-03-29T18:24:08.500Z",
		"2018-03-29 19:24:08+01:00":       "2018-03-29T18:24:08.000Z",
		"2018-03-29 19:24:08 UTC":         "2018-03-29T19:24:08.000Z",
		"1522351448950":                   "2018-03-29T19:24:08.950Z",
		"1522351448950.9":                 "2018-03-29T19:24:08.950Z",
		"1522351448":                      "2018-03-29T19:24:08.000Z",
		"1522351448.123":                  "2018-03-29T19:24:08.123Z",
		"1.52235144895e12":                "2018-03-29T19:24:08.950Z",
		" 2018-03-29T19:24:08.950Z ":      "2018-03-29T19:24:08.950Z",
		"0":                               "1970-01-01T00:00:00.000Z",
		"99999999999":                     "5138-11-16T09:46:39.000Z",
		"100000000000":                    "1973-03-03T09:46:40.000Z",
		"99999999999999":                  "5138-11-16T09:46:39.999Z",
		"100000000000000":                 "1973-03-03T09:46:40.000Z", // microseconds from here
		"1522351448950123":                "2018-03-29T19:24:08.950Z",
		"1522351448950123.5":              "2018-03-29T19:24:08.950Z",
		"1522351448950123456":             "2018-03-29T19:24:08.950Z",
		"1.522351448950123456e18":         "2018-03-29T19:24:08.950Z",
		"9999-12-31T23:59:59-01:00":       "", // likewise
		"1969-12-31T23:59:59Z":            "",
		"9223372036854775808":             "",
		"99999999999999999999999999":      "",
		"-5":                              "",
		"":                                "",
		"yesterday":                       "",
		"0x5A":                            "",
		"1_000":                           "",
		"2018-02-30T00:00:00Z":            "",
		"2018-03-29T19:24:08.950Z; DROP":  "",
		"2018-03-29":                      "",
		"Thu, 29 Mar 2018 19:24:08 GMT":   "",
		"1e400":                           "",
		"2018-03-29T24:00:00Z":            "",
		"2018-03-29T19:24:08.950 Europe/": "",
	} {
		got, err := zoned.Parse(text)
		if want == "" {
			if err == nil {
				t.Errorf("%q: got %s, want an error", text, got)
			}
			continue
		}
		if err != nil || audit.FormatTime(got) != want || got.Location() != time.UTC {
			t.Errorf("%q: got %s (%v), want %s", text, got, err, want)
		}
	}
}

func TestTimeZoneOfTheProfile(t *testing.T) {
	prague, err := time.LoadLocation("Europe/Prague")
	if err != nil {
		t.Fatal(err)
	}
	zoned := Time{Layouts: []string{"02.01.2006 15:04"}, Zone: Zone{prague}}
	got, err := zoned.Parse("29.03.2018 21:24")
	if err != nil || audit.FormatTime(got) != "2018-03-29T19:24:00.000Z" {
		t.Errorf("got %v (%v)", got, err)
	}
}

func FuzzTimeParse(f *testing.F) {
	for _, seed := range []string{"2018-03-29T19:24:08.950Z", "2018-03-29 19:24:08 +0100", "1522351448950", "1522351448.5", "1e12", "-1", "x"} {
		f.Add(seed)
	}
	zoned := DefaultProfile().Time
	f.Fuzz(func(t *testing.T, text string) {
		moment, err := zoned.Parse(text)
		if err != nil {
			return
		}
		written := audit.FormatTime(moment)
		if again, err := zoned.Parse(written); err != nil || !again.Equal(moment) {
			t.Errorf("%q: %s is read back as %s (%v)", text, written, again, err)
		}
	})
}
