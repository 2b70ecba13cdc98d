package diff

import (
	"encoding/json"
	"strings"
	"testing"
)

const (
	pixelPNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
	drawing  = `<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>`
)

func TestDescribe(t *testing.T) {
	tests := []struct {
		name, value string // a text unless it begins as JSON
		want        Value
	}{
		{"absent", "", Value{Kind: ValueAbsent}},
		{"number", "1.50", Value{Kind: ValueLiteral, MediaType: "application/json", Bytes: 4}},
		{"object", `{"a":1}`, Value{Kind: ValueObject, MediaType: "application/json", Bytes: 7}},
		{"empty", `""`, Value{Kind: ValueText, MediaType: "text/plain", Lines: 1}},
		{"words", `"Ahoj č\nsvěte"`, Value{Kind: ValueText, MediaType: "text/plain", Bytes: 14, Lines: 2}},
		{"JSON in a text", `"{\"a\":1}"`, Value{Kind: ValueJSON, MediaType: "application/json", Bytes: 7, Lines: 1}},
		{"a broken one", `"{\"a\":1"`, Value{Kind: ValueText, MediaType: "text/plain", Bytes: 6, Lines: 1}},
		{"a quoted word", `"\"a\""`, Value{Kind: ValueText, MediaType: "text/plain", Bytes: 3, Lines: 1}},
		{"base64 of JSON", `"` + encoded(`{"page":3,"a":"x"}`) + `"`, Value{Kind: ValueBase64JSON, MediaType: "application/json", Bytes: 18}},
		{"base64 of words", `"` + encoded("gid://shop/1") + `"`, Value{Kind: ValueText, MediaType: "text/plain", Bytes: 16, Lines: 1}},
		{"an address", `"https://x.io/a?b=1#c"`, Value{Kind: ValueURL, MediaType: "text/uri-list", Bytes: 20, Lines: 1}},
		{"an address in words", `"see https://x.io"`, Value{Kind: ValueText, MediaType: "text/plain", Bytes: 16, Lines: 1}},
		{"a script's address", `"javascript://x.io/%0aalert(1)"`, Value{Kind: ValueText, MediaType: "text/plain", Bytes: 29, Lines: 1}},
		{"markup", `"<p class='a'>Hello</p>"`, Value{Kind: ValueHTML, MediaType: "text/html", Bytes: 22, Lines: 1}},
		{"less than", `"a <b and 1 < 2"`, Value{Kind: ValueText, MediaType: "text/plain", Bytes: 14, Lines: 1}},
		{"code", `"const a = 1;\nreturn a;"`, Value{Kind: ValueCode, MediaType: "text/plain", Bytes: 22, Lines: 2}},
		{"a query", `"select * from t where a == 1"`, Value{Kind: ValueCode, MediaType: "text/plain", Bytes: 28, Lines: 1}},
		{"prose about code", `"Import the file and return it to us"`, Value{Kind: ValueText, MediaType: "text/plain", Bytes: 35, Lines: 1}},
		{"a drawing", string(quote(drawing)), Value{Kind: ValueHTML, MediaType: "image/svg+xml", Bytes: len(drawing), Lines: 1, Image: true}},
		{"a picture", `"data:image/png;base64,` + pixelPNG + `"`, Value{Kind: ValueDataURI, MediaType: "image/png", Bytes: 70, Image: true,
			SHA256: "6b7fa434f92a8b80aab02d9bf1a12e49ffcae424e4013a1c4f68b67e3d2bbcd0"}},
		{"a page in an address", `"data:text/html,%3Cb%3Ehi"`, Value{Kind: ValueDataURI, MediaType: "text/html", Bytes: 5,
			SHA256: "34027369fb9f13baa0eca10c460763d6b629285a60c4e1099ac8559266ad49e5"}},
		{"data that is none", `"data: we have some, here"`, Value{Kind: ValueText, MediaType: "text/plain", Bytes: 24, Lines: 1}},
		{"masked", `"••• 24 characters"`, Value{Kind: ValueText, MediaType: "text/plain", Bytes: 23, Lines: 1}},
	}
	for _, test := range tests {
		got := Describe(json.RawMessage(test.value))
		if got != test.want {
			t.Errorf("%s:\n got %+v\nwant %+v", test.name, got, test.want)
		}
	}
}

func TestImageOf(t *testing.T) {
	uri := "data:image/png;base64," + pixelPNG
	for name, test := range map[string]struct{ text, want string }{
		"a picture":             {uri, uri},
		"upper case, parameter": {"DATA:Image/PNG;x=\"><script>;base64," + pixelPNG, uri},
		"space, no padding":     {"data:image/png;base64," + pixelPNG[:40] + "\n " + strings.TrimRight(pixelPNG[40:], "="), uri},
		"a drawing":             {drawing, "data:image/svg+xml;base64," + encoded(drawing)},
		"a drawing, escaped":    {"data:image/svg+xml;utf8," + strings.ReplaceAll(drawing, "<", "%3C"), "data:image/svg+xml;base64," + encoded(drawing)},
		"a page as a picture":   {"data:image/png;base64," + encoded("<html>"), ""},
		"a page":                {"data:text/html;base64," + encoded(drawing), ""},
		"another type":          {"data:image/tiff;base64," + pixelPNG, ""},
		"no picture":            {"Hello", ""},
		"an address":            {"https://x.io/a.png", ""},
		"too large":             {"data:image/gif;base64," + encoded("GIF89a"+strings.Repeat("x", LargestImage)), ""},
		"empty":                 {"", ""},
	} {
		if got, ok := ImageOf(test.text); got != test.want || ok != (test.want != "") {
			t.Errorf("%s: %.80s", name, got)
		}
	}
}
