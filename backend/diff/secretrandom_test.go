package diff

import (
	"encoding/base64"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
)

// drawn by lot, and no key of anything.
const (
	randomMixed = "q7RfT2mZkX9cLw4VbNs8HyJd3EgPa6Uo"
	randomLower = "k3v9x2m7q4w8z1p6r5t0y3u7j2h9g4b8n1s6"
	randomLong  = "Zp4+Xk9/Qe7Vt2Lm8Rw3Yb6Nc1Hd5Jf0Gs+Ua/TqKi=="
)

func TestRandomWordsAreMasked(t *testing.T) {
	masked := map[string]string{
		`{"value":"` + randomMixed + `"}`:                              `{"value":"••• 32 characters"}`,
		`{"note":"` + randomLower + `"}`:                               `{"note":"••• 36 characters"}`,
		`["` + randomLong + `"]`:                                       `["••• 44 characters"]`,
		`{"prompt":"Call it with ` + randomMixed + `, then wait."}`:    `{"prompt":"Call it with ••• 32 characters, then wait."}`,
		`{"code":"const k = \"` + randomMixed + `\";"}`:                `{"code":"const k = \"••• 32 characters\";"}`,
		`{"name":"Customer id","note":"` + randomMixed + `"}`:          `{"name":"Customer id","note":"••• 32 characters"}`,
		`{"body":"{\"x\":\"` + randomMixed + `\"}"}`:                   `{"body":"{\"x\":\"••• 32 characters\"}"}`,
		`{"state":"` + encoded(`{"clientSecret":"hunter2"}`) + `"}`:    `{"state":"••• 36 characters"}`,
		`{"state":"` + encoded(encodedBody(`{"password":"x"}`)) + `"}`: `{"state":"••• 40 characters"}`,
	}
	for raw, want := range masked {
		got, count := MaskJSON(json.RawMessage(raw))
		if string(got) != want || count != 1 {
			t.Errorf("MaskJSON(%s)\n got %s (%d)\nwant %s", raw, got, count, want)
		}
		if again, count := MaskJSON(got); count != 0 || string(again) != string(got) {
			t.Errorf("masking it again gives %s", again)
		}
	}
}

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// encodedBody is JSON with base64 of JSON in it.
func encodedBody(text string) string { return `["` + encoded(text) + `"]` }

func TestWhatIsLongAndNoSecretStays(t *testing.T) {
	lines := encoded(strings.Repeat("\x01\x99\x42\xf0\x17", 60))
	pixel := "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
	for name, value := range map[string]string{
		"uuid":              `"1f2d3c4b-aaaa-4bbb-9ccc-1234567890ab"`,
		"24 hex":            `"65f2c0ffee65f2c0ffee65f2"`,
		"search id":         `"AYx3kQ9vTz5LmN2pRw8s"`,
		"ksuid":             `"0ujtsYcgvSTl8PAuAdqWYSMnLOv"`,
		"sha256":            `"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"`,
		"id of a sheet":     `{"spreadsheetId":"1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"}`,
		"ids":               `{"fileIds":[["1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"]]}`,
		"id in a pair":      `{"key":"spreadsheetId","value":"1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"}`,
		"id in a change":    `[{"path":"/config/fileId","old":"1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms","new":null}]`,
		"id in a map":       `{"/config/fileId":{"old":"1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"}}`,
		"address":           `"https://docs.google.com/spreadsheets/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit?state=` + randomMixed + `"`,
		"address in a text": `"See https://x.io/` + randomMixed + ` and (http://localhost/` + randomMixed + `)."`,
		"picture":           `{"a":"` + pixel + `"}`,
		"data address":      `"data:image/png;base64,` + pixel + `"`,
		"picture in markup": `"<img src='data:image/png;base64,` + pixel + `'> ` + randomMixed + `"`,
		"lines of base64":   `"` + lines[:76] + `\n` + lines[76:152] + `\r\n` + lines[152:228] + `"`,
		"base64 of words":   `"` + encoded("gid://shopify/Product/1234567890") + `"`,
		"base64 of JSON":    `"` + encoded(`{"page":3,"after":"x"}`) + `"`,
		"component":         `"appmixer.microsoft.sharepoint.UploadFileV2ToFolder3"`,
		"camel case":        `"OAuth2ClientCredentialsGrantTypeV2Handler2"`,
		"constant":          `"MAX_NUMBER_OF_RETRIES_V2_ON_HTTP_429_ERRORS"`,
		"slug":              `"how-to-connect-24-apps-in-3-days-with-5-people"`,
		"file":              `"aGh7RfT2mZkX9cLw4VbNs8HyJd3EgPa6Uo.min.js"`,
		"path":              `"/mnt/a1/B2/c3/D4/e5/F6/g7/H8/i9/J10/k11"`,
		"version":           `"2024.10.01-rc.12+build.20241001.sha.5114f85"`,
		"integrity":         `"sha512-` + randomLong + `"`,
		"digest in a text":  `"pulled sha512:` + randomMixed + ` today"`,
		"public key":        `{"publicKey":"` + randomMixed + `"}`,
		"certificate":       `"-----BEGIN CERTIFICATE-----\n` + lines[:64] + `\n` + lines[64:128] + `\n-----END CERTIFICATE-----"`,
		"German":            `"Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"`,
		"Czech":             `"Nejneobhospodařovávatelnějšími úplně žluťoučký kůň příšerně 2024"`,
		"alphabet":          `"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"`,
		"a name":            `{"` + randomMixed + `":1}`,
		"reference":         `"{{{$.1f2d3c4b-aaaa-4bbb-9ccc-1234567890ab.out.result.items[0].id}}}"`,
	} {
		if got, count := MaskJSON(json.RawMessage(value)); count != 0 {
			t.Errorf("%s: %s became %s", name, value, got)
		}
	}
}

// Of random words nearly all must be seen, of hexadecimal ones none.
func TestIsRandomText(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, test := range []struct {
		alphabet string
		size     int
		least    int // in a hundred
	}{
		{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", 40, 90},
		{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 32, 90},
		{"abcdefghijklmnopqrstuvwxyz0123456789", 40, 85},
		{"0123456789abcdef", 64, 0},
		{"abcdefghijklmnopqrstuvwxyz", 40, 0},
		{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 31, 0},
	} {
		seen := 0
		for range 1_000 {
			word := make([]byte, test.size)
			for i := range word {
				word[i] = test.alphabet[r.IntN(len(test.alphabet))]
			}
			if isRandomText(string(word)) {
				seen++
			}
		}
		if seen < test.least*10 || test.least == 0 && seen > 0 {
			t.Errorf("%d of 1,000 words of %d from %s", seen, test.size, test.alphabet)
		}
	}
}
