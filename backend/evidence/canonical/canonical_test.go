package canonical

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/jsontext"
)

// What RFC 8785 shows in its sections 3.2.2 to 3.2.4 and its appendix B, and
// what it leaves out.
func TestJSON(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{
			"the RFC's example, but for its first number, which is between two doubles",
			`{ "numbers": [333333333.3333333, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
			   "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }`,
			`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		},
		{
			"the RFC's order of names",
			`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
			  "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`,
			"{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\"," +
				"\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
		},
		{"nothing inside", ` [ { } , [ ] ] `, `[{},[]]`},
		{"a name that begins another", `{"a!":1,"a":2," ":3}`, `{" ":3,"a":2,"a!":1}`},
		{"zeros", `[0,-0,0.0,-0.0,0e5,0E-99999999999999999999]`, `[0,0,0,0,0,0]`},
		{"whole numbers", `[1e2,100,1.0,123456789012345,9007199254740992,1e21,1E+20]`, `[100,100,1,123456789012345,9007199254740992,1e+21,100000000000000000000]`},
		{"what no double holds stays as written", `[9007199254740993,9007199254740993.0,1e400,1e-400,0.1000000000000000055511151231257827,12345678901234567890,333333333.33333329]`,
			`[9007199254740993,9007199254740993.0,1e400,1e-400,0.1000000000000000055511151231257827,12345678901234567890,333333333.33333329]`},
		{"a name twice", `{"b":1,"a":2,"b":0,"\u0061":3}`, `{"a":2,"a":3,"b":1,"b":0}`},
		{"half a pair", `["\uD800","\udfff\ud800","\ud83d\ude00"]`, `["\ud800","\udfff\ud800","😀"]`},
		{"no escape but those needed", `"\u007f\u2028\b\f\t\u001f"`, "\"\u007f\u2028\\b\\f\\t\\u001f\""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := JSON([]byte(c.in))
			if err != nil || string(got) != c.want {
				t.Errorf("%s, %v\nwant %s", got, err, c.want)
			}
			again, err := JSON(got)
			if err != nil || !bytes.Equal(again, got) {
				t.Errorf("its form is another: %s, %v", again, err)
			}
		})
	}
}

// RFC 8785, appendix B: doubles by their bits.
func TestNumbersOfTheRFC(t *testing.T) {
	for bits, want := range map[uint64]string{
		0x0000000000000000: "0", 0x8000000000000000: "0", 0x0000000000000001: "5e-324", 0x8000000000000001: "-5e-324",
		0x7fefffffffffffff: "1.7976931348623157e+308", 0xffefffffffffffff: "-1.7976931348623157e+308",
		0x4340000000000000: "9007199254740992", 0xc340000000000000: "-9007199254740992", 0x4430000000000000: "295147905179352830000",
		0x44b52d02c7e14af5: "9.999999999999997e+22", 0x44b52d02c7e14af6: "1e+23", 0x44b52d02c7e14af7: "1.0000000000000001e+23",
		0x444b1ae4d6e2ef4e: "999999999999999700000", 0x444b1ae4d6e2ef4f: "999999999999999900000", 0x444b1ae4d6e2ef50: "1e+21",
		0x3eb0c6f7a0b5ed8c: "9.999999999999997e-7", 0x3eb0c6f7a0b5ed8d: "0.000001",
		0x41b3de4355555553: "333333333.3333332", 0x41b3de4355555554: "333333333.33333325", 0x41b3de4355555555: "333333333.3333333",
		0x41b3de4355555556: "333333333.3333334", 0x41b3de4355555557: "333333333.33333343", 0xbecbf647612f3696: "-0.0000033333333333333333",
		0x43143ff3c1cb0959: "1424953923781206.2",
	} {
		number := math.Float64frombits(bits)
		if got := jsontext.ECMAScript(number); got != want {
			t.Errorf("%x: %s, want %s", bits, got, want)
		}
		if got, err := JSON([]byte(want)); err != nil || string(got) != want {
			t.Errorf("%s becomes %s, %v", want, got, err)
		}
	}
}

func TestNotJSON(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	if _, err := JSON([]byte(deep(jsontext.MaxDepth))); err != nil {
		t.Errorf("as deep as allowed: %v", err)
	}
	for _, text := range []string{
		"", " ", "{", `{"a"}`, `{"a":}`, `{a:1}`, "[1,]", "[1 2]", "01", "+1", ".5", "1.", "1e", "nul", "NaN", `"`, `"\x"`, `"\u12"`,
		"\"\t\"", "1 2", "\xff", "\"\xc3\"", "\ufeff{}", deep(jsontext.MaxDepth + 1),
	} {
		if got, err := JSON([]byte(text)); err == nil {
			t.Errorf("%.20q becomes %.20q", text, got)
		}
	}
}

// FuzzJSON holds the form to what encoding/json reads: same acceptance, same
// value, and a form that is its own.
func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"a":[1,2.50,"\u00e9\ud800",{"b":null}],"a":1e400}`))
	f.Add([]byte(`[1E-7,-0,123456789012345678901234567890]`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := JSON(raw)
		if valid := json.Valid(raw) && bytes.Equal(raw, bytes.ToValidUTF8(raw, nil)); valid != (err == nil) {
			t.Fatalf("JSON: %v, and encoding/json: %v", err, valid)
		}
		if err != nil {
			return
		}
		again, err := JSON(got)
		if err != nil || !bytes.Equal(again, got) {
			t.Fatalf("%q becomes %q, %v", got, again, err)
		}
		var was, is any
		if json.Unmarshal(raw, &was) == nil && json.Unmarshal(got, &is) == nil {
			if !reflect.DeepEqual(was, is) {
				t.Fatalf("%v became %v", was, is)
			}
		}
	})
}

// FuzzNumbers: two numbers have one form only when they are the same number.
func FuzzNumbers(f *testing.F) {
	f.Add("9007199254740993", "9007199254740992")
	f.Add("1e2", "100")
	f.Fuzz(func(t *testing.T, a, b string) {
		one, err := JSON([]byte(a))
		other, err2 := JSON([]byte(b))
		if err != nil || err2 != nil || strings.Trim(a+b, "-+.eE0123456789") != "" {
			return
		}
		if bytes.Equal(one, other) && !jsontext.EqualNumbers(a, b) {
			t.Fatalf("%s and %s both become %s", a, b, one)
		}
		x, errX := strconv.ParseFloat(a, 64)
		y, errY := strconv.ParseFloat(string(one), 64)
		if errX == nil && errY == nil && x != y {
			t.Fatalf("%s became %s", a, one)
		}
	})
}

func TestDocument(t *testing.T) {
	d, err := Parse([]byte(`{"token":"s3","x":{"k\u0065y":[1,{"y":2}]},"opened":[]}`))
	if err != nil {
		t.Fatal(err)
	}
	d.Replace(1, "••• 2 characters")
	d.Rename(3, `a"b`)
	d.Drop(d.Member(0, "opened"))
	d.Add("withheld", []byte("[7]"))
	want := `{"token":"••• 2 characters","withheld":[7],"x":{"a\"b":[1,{"y":2}]}}`
	if got := d.Append(nil); string(got) != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if name := d.Name(3); name != "key" {
		t.Errorf("its name is %q", name)
	}
	if inside := d.Members(3); d.Nodes[3].Kind != jsontext.Array || !slices.Equal(inside, []int{4, 5}) || d.Nodes[4].Kind != jsontext.Number {
		t.Errorf("%v inside of node 3 of %+v", inside, d.Nodes)
	}
}
