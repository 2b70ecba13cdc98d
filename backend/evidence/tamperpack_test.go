package evidence

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// PackForgeries are edits of a pack's files; the page is held to them too.
func packForgeries(events []audit.Event) []forgery {
	other := func(t *testing.T) map[string]string { return unpack(t, pack(t, recorded(t, 41)).Path) }
	edited := func(edit func(lines []string) []string) func(*testing.T, map[string]string) {
		return func(_ *testing.T, files map[string]string) { editLines(files, eventsName, edit) }
	}
	change := func(t *testing.T, files map[string]string) {
		replace(t, files, eventsName, `"id":"hard"`, `"id":"soft"`)
	}
	manifest := func(old, with string) func(*testing.T, map[string]string) {
		return func(t *testing.T, files map[string]string) { replace(t, files, manifestName, old, with) }
	}
	const signed = `^  manifest.json: the signature does not fit it`
	return []forgery{
		{name: "one byte of an event", check: checkEvents, pack: func(t *testing.T, files map[string]string) {
			replace(t, files, eventsName, "Flow Updated", "Flow updated")
		}, says: []string{`^  events.ndjson, line \d+: event ".+" was changed: its hash is not the one in leaves.txt`, `^  events.ndjson: it is another file`}},
		{name: "a time by a second", check: checkEvents, pack: edited(func(lines []string) []string {
			at := strings.Index(lines[3], `"createdAt":"`) + len(`"createdAt":"2026-10-31T23:59:0`)
			lines[3] = lines[3][:at] + string('0'+(lines[3][at]-'0'+1)%10) + lines[3][at+1:]
			return lines
		}), says: []string{`^  events.ndjson, line 4: event ".+" was changed`}},
		{name: "a space that means nothing", check: checkFiles, pack: func(t *testing.T, files map[string]string) {
			replace(t, files, eventsName, `{"id"`, `{ "id"`)
		}, says: []string{`^  events.ndjson: it is another file than the one that was packed`}},
		{name: "an event deleted", check: checkEvents, pack: edited(func(lines []string) []string { return slices.Delete(lines, 7, 8) }),
			says: []string{`^  leaves.txt, line 8: event ".+" is missing from events.ndjson`}},
		{name: "the newest events cut", check: checkEvents, pack: edited(func(lines []string) []string { return lines[3:] }),
			says: []string{`^  leaves.txt, line 1: event ".+" is missing`, `^  leaves.txt, line 3: event ".+" is missing`, `the first event is another one`}},
		{name: "an event added", check: checkEvents, pack: edited(func(lines []string) []string {
			return slices.Insert(lines, 5, strings.Replace(lines[5], `"id":"`, `"id":"forged`, 1))
		}), says: []string{`^  events.ndjson, line 6: event "forged.+" was added`}},
		{name: "an event doubled", check: checkEvents, pack: edited(func(lines []string) []string { return slices.Insert(lines, 5, lines[5]) }),
			says: []string{`^  events.ndjson, line [67]: event ".+" was doubled`}},
		{name: "events swapped", check: checkEvents, pack: edited(func(lines []string) []string { lines[5], lines[6] = lines[6], lines[5]; return lines }),
			says: []string{`^  events.ndjson, line [67]: event ".+" is in another place: it was in line [67]`}},
		{name: "a line that is no event", check: checkEvents, pack: edited(func(lines []string) []string { lines[5] = "{}\n"; return lines }),
			says: []string{`^  events.ndjson, line 6: it is no event`, `^  events.ndjson: the report cannot be made again`}},
		{name: "the length of a mask", check: checkEvents, pack: func(t *testing.T, files map[string]string) {
			replace(t, files, eventsName, "••• 7 characters", "••• 8 characters")
		}, says: []string{`event "hard" was changed`}},
		{name: "a commitment", check: checkEvents, pack: func(t *testing.T, files map[string]string) {
			replace(t, files, eventsName, `"commitment":"`, `"commitment":"00`)
		}, says: []string{`was changed: its hash is not the one`}},
		{name: "a leaf", check: checkEvents, pack: func(_ *testing.T, files map[string]string) {
			editLines(files, leavesName, func(lines []string) []string { lines[2] = "00" + lines[2][2:]; return lines })
		}, says: []string{`^  events.ndjson, line 3: event ".+" was changed`, `^  leaves.txt: it is another file`}},
		{name: "an event and its leaf", check: checkEvents, pack: func(t *testing.T, files map[string]string) { change(t, files); releaf(t, files) },
			says: []string{`the root of the events is another one`}},
		{name: "an event, its leaf and the manifest", check: checkSignature, pack: func(t *testing.T, files map[string]string) {
			change(t, files)
			releaf(t, files)
			remanifest(t, files, nil)
		}, says: []string{signed, `^  Events!H\d+: the cell was changed: was “soft”, is “hard”`}},
		{name: "an event, its leaf, the manifest and a signature of another key", check: checkReport, pack: func(t *testing.T, files map[string]string) {
			change(t, files)
			releaf(t, files)
			resign(t, files, testKey(t, 9))
		}, says: []string{`^  Events!H\d+: the cell was changed: was “soft”, is “hard”`, `^  document properties: the manifest that it names is another one`}},
		{name: "all made anew with another key", check: checkSignature, key: true, pack: func(t *testing.T, files map[string]string) {
			forged := slices.Clone(events)
			forged[0].User = "somebody@else.example"
			for name, content := range unpack(t, pack(t, forged, func(r *Request) { r.Key = testKey(t, 9) }).Path) {
				files[name] = content
			}
		}, says: []string{`^  public-key.pem: it was signed with another key than the one that was expected`}},
		{name: "only the signature and the key of another", check: checkSignature, pack: func(t *testing.T, files map[string]string) {
			before := files[manifestName]
			resign(t, files, testKey(t, 9))
			files[manifestName] = before
		}, says: []string{signed, `the key that the manifest names is another one`}},
		{name: "the number of events", check: checkSignature, pack: manifest(`"count": `, `"count": 1`), says: []string{signed, `the number of events is another one`}},
		{name: "the root", check: checkEvents, pack: manifest(`"root": "`, `"root": "00`), says: []string{signed, `the root of the events is another one`}},
		{name: "the tie-out", check: checkTieOut, pack: manifest(`"inScope": `, `"inScope": 1`), says: []string{signed, `what the filter's clauses leave`}},
		{name: "the last sync reached the end", check: checkTieOut, pack: func(t *testing.T, files map[string]string) {
			remanifest(t, files, func(m *Manifest) { m.TieOut.Tenants[0].Complete = false })
		}, says: []string{signed, `the tie-out, made again`}},
		{name: "the filter", check: checkEvents, pack: func(t *testing.T, files map[string]string) {
			remanifest(t, files, func(m *Manifest) { m.Request.Report.Filter.Types = []audit.Type{audit.TypeDelete} })
		}, says: []string{signed, `is not what the filter selects`}},
		{name: "the order", check: checkEvents, pack: func(t *testing.T, files map[string]string) {
			remanifest(t, files, func(m *Manifest) { m.Request.Report.Order = "oldest first" })
		}, says: []string{signed, `is not in the order of the report`}},
		{name: "by whom", check: checkReport, pack: manifest(`"generatedBy": "ann"`, `"generatedBy": "bob"`), says: []string{signed, `^  Report!B\d+: the cell was changed: was “bob”, is “ann”`}},
		{name: "the signature gone", check: checkSignature, pack: func(_ *testing.T, files map[string]string) { delete(files, signatureName) },
			says: []string{`^  manifest.sig: the signature is missing`}},
		{name: "a byte of the signature", check: checkSignature, pack: func(_ *testing.T, files map[string]string) {
			files[signatureName] = files[signatureName][1:] + "x"
		}, says: []string{signed}},
		{name: "the key gone", check: checkSignature, pack: func(_ *testing.T, files map[string]string) { delete(files, keyName) },
			says: []string{`^  public-key.pem: the public key is missing`}},
		{name: "a file gone", check: checkFiles, pack: func(_ *testing.T, files map[string]string) { delete(files, readmeName) },
			says: []string{`^  README.txt: the file is missing`}},
		{name: "the events gone", check: checkEvents, pack: func(_ *testing.T, files map[string]string) { delete(files, eventsName) },
			says: []string{`there is no file of events`}},
		{name: "a file added", check: checkFiles, pack: func(_ *testing.T, files map[string]string) { files["more.txt"] = "x" },
			says: []string{`^  more.txt: it was not in the pack when it was made`}},
		{name: "a file twice", check: checkFiles, pack: func(_ *testing.T, files map[string]string) { files[eventsName+" again"] = "{}" },
			says: []string{`^  events.ndjson: it is in the archive twice`}},
		{name: "the page", check: checkFiles, pack: func(_ *testing.T, files map[string]string) { files[pageName] = "All is well" },
			says: []string{`^  verify.html: it is another file`}},
		{name: "the events of another pack", check: checkEvents, pack: func(t *testing.T, files map[string]string) { files[eventsName] = other(t)[eventsName] },
			says: []string{`^  events.ndjson, line \d+: event ".+" was added`, `the root of the events is another one`}},
		{name: "the manifest of another pack", check: checkFiles, pack: func(t *testing.T, files map[string]string) {
			from := other(t)
			files[manifestName], files[signatureName] = from[manifestName], from[signatureName]
		}, says: []string{`^  events.ndjson: it is another file`, `the manifest that it names is another one`}},
	}
}

// Each edit of a pack is found and named.
func TestForgedPacks(t *testing.T) {
	events := recorded(t, 40)
	result := pack(t, events)
	for _, f := range packForgeries(events) {
		t.Run(f.name, func(t *testing.T) {
			forged := rewrite(t, result.Path, func(files map[string]string) { f.pack(t, files) })
			verdict := verify(t, forged, func(v *Verification) {
				if f.key {
					v.Fingerprint = result.Manifest.Key.Fingerprint
				}
			})
			wantForged(t, verdict, f.check, f.says)
		})
	}
	if untouched := verify(t, rewrite(t, result.Path, func(map[string]string) {})); untouched.State != Holds {
		t.Errorf("packed again without an edit: %s", told(untouched))
	}
}

// A manifest that cannot be read is told as such, and no verdict.
func TestManifestsThatAreNone(t *testing.T) {
	result := pack(t, awkward())
	for name, c := range map[string]struct {
		text string
		code audit.Code
	}{
		"not JSON": {"{", audit.CodeFile}, "another format": {`{"format":"x","version":1}`, audit.CodeFile},
		"newer": {strings.Replace(unpack(t, result.Path)[manifestName], `"version": 1`, `"version": 2`, 1), audit.CodeInvalid},
	} {
		path := rewrite(t, result.Path, func(files map[string]string) { files[manifestName] = c.text })
		if _, err := Verify(t.Context(), Verification{File: path}); audit.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	var m Manifest
	if err := json.Unmarshal([]byte(unpack(t, result.Path)[manifestName]), &m); err != nil {
		t.Fatal(err)
	}
	if hash, err := m.Hash(); err != nil || hash != result.Hash {
		t.Errorf("read back its hash is %s, %v, and was %s", hash, err, result.Hash)
	}
}
