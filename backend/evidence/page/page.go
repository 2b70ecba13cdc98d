// Package page is the page that goes into every evidence pack: one HTML file
// that checks a pack in any browser, without network.
package page

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"strings"
)

//go:embed source
var source embed.FS

// scripts are the parts of the script, in their order.
var scripts = [...]string{"sha.js", "ed25519.js", "zip.js", "json.js", "events.js", "names.js", "tieout.js", "check.js", "page.js"}

// HTML is the page. Limits are sentences about what it does not prove. Its
// policy lets it run its own script, by its hash, and nothing else.
func HTML(limits []string) []byte {
	var script strings.Builder
	script.WriteString("'use strict';\n(() => {\n")
	for _, name := range scripts {
		script.WriteString(read(name))
	}
	script.WriteString("})();\n")
	list, err := json.Marshal(limits) // <, > and & are escaped
	if err != nil {
		panic("page: " + err.Error()) // texts always can be written
	}
	code := strings.Replace(script.String(), "[/*{{LIMITS}}*/]", string(list), 1)
	style := read("page.css")
	return []byte(strings.NewReplacer(
		"{{SCRIPT-HASH}}", policyHash(code), "{{STYLE-HASH}}", policyHash(style), "{{SCRIPT}}", code, "{{STYLE}}", style,
	).Replace(read("page.html")))
}

func read(name string) string {
	text, err := source.ReadFile("source/" + name)
	if err != nil {
		panic("page: " + err.Error()) // it is part of the program
	}
	return string(text)
}

// policyHash is how a content security policy tells an inline text.
func policyHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
