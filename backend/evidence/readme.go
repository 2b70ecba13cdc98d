package evidence

import (
	"fmt"
	"strings"
)

// notProven is what no check of a pack can tell; the report, the page and the
// README say the same.
var notProven = []string{
	"that the tenant's server logged everything, or logged it truthfully: the pack holds what Trailbook received",
	"who signed, unless you know the key's fingerprint from somewhere other than this pack",
	"when it was made, unless a time stamp of a service that you trust is in it: the clock was that of the computer",
	"that no other export was made of the same events with another result",
	"what a withheld secret is: only that whoever shows a value and its salt shows the one that was there",
}

// NotProven lists what the verification of a pack does not prove, in words that
// follow "It does not prove".
func NotProven() []string { return append([]string{}, notProven...) }

// readme explains the pack to who has never heard of Trailbook.
func readme(m Manifest, report string) string {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	say("EVIDENCE PACK\n\nThis archive belongs to the report %s. It holds the events that the report was", m.ReportID)
	say("made of, and what it takes to find out whether anything was changed since.")
	say("")
	say("Made:       %s (UTC)", m.CreatedAt)
	say("Made with:  %s %s", m.Tool.Name, m.Tool.Version)
	say("Events:     %d", m.Events.Count)
	say("Root:       %s", m.Events.Root)
	say("Signed by:  %s", m.Key.Fingerprint)
	if !m.Key.Lasting {
		say("            This key was made for this pack alone and tells nothing about who signed.")
	}
	say("\nHOW TO CHECK IT\n")
	say("1. Open %s in a browser and drop this archive onto it, as it is. The page needs no", pageName)
	say("   network and sends nothing anywhere. Best take that page from somebody you trust,")
	say("   and not from the archive that you want to check.")
	say("2. Compare the fingerprint above with the one that the maker of the report told you.")
	say("3. With Trailbook: trailbook verify FILE.pack.zip. It also makes the report again from")
	say("   the events and names every cell in which the two differ.")
	say("4. With nothing but OpenSSL:")
	say("   openssl pkeyutl -verify -pubin -inkey %s -rawin -in %s -sigfile %s", keyName, manifestName, signatureName)
	say("   and compare the SHA-256 of each file with %s.", manifestName)
	say("\nWHAT IS IN IT\n")
	say("%-18s the report itself", report)
	say("%-18s every event, one a line, as received; secrets are %s", eventsName, map[bool]string{false: "masked", true: "IN CLEAR"}[m.Events.Opened])
	say("%-18s the hash of every event, in the same order, and its id", leavesName)
	say("%-18s what was exported, how the numbers tie out, and the SHA-256 of each file", manifestName)
	say("%-18s the Ed25519 signature of the manifest, 64 bytes", signatureName)
	say("%-18s the key to check it with", keyName)
	say("%-18s the page that checks all of this", pageName)
	say("%-18s where a time stamp was asked for: when the signature existed (RFC 3161)", stampName)
	say("\nHOW THE HASHES ARE MADE\n")
	say("An event's hash is SHA-256 of a zero byte and the event as canonical JSON (RFC 8785; what")
	say("that does not cover stays as written: numbers that a double does not hold, repeated")
	say("names, halves of surrogate pairs). The root is the Merkle tree hash of RFC 6962.")
	say("A withheld secret shows as ••• and has a commitment: SHA-256 of a salt of 32 bytes and the")
	say("value as canonical JSON. Whoever has both can show that they fit.")
	say("\nWHAT IT DOES NOT PROVE\n")
	for _, line := range notProven {
		say("- %s", line)
	}
	return b.String()
}
