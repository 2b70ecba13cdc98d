package evidence

import (
	"crypto/sha256"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence/timestamp"
)

// clockDrift is how far the clock of who exported may be ahead of that of the
// service.
const clockDrift = 24 * time.Hour

// stamp checks the time stamp, where there is one.
func (c *checking) stamp() error {
	if c.archive.files[stampName] == nil {
		return nil
	}
	check := newCheck(checkStamp)
	defer c.verdict.conclude(check)
	answer, err := c.archive.small(stampName, mostSmall)
	if err != nil {
		check.wrong(stampName, "it cannot be read")
		return nil //nolint:nilerr // is a finding
	}
	signature, err := c.archive.small(signatureName, mostSmall)
	if err != nil {
		check.wrong(stampName, "there is no signature that it could be of")
		return nil //nolint:nilerr // is a finding
	}
	stamp, err := timestamp.Check(answer, sha256.Sum256(signature), c.Roots)
	if err != nil {
		check.wrong(stampName, "it does not fit the signature: %v", err)
		return nil
	}
	at := audit.FormatTime(stamp.At)
	if made, err := time.Parse(audit.TimeLayout, c.archive.manifest.CreatedAt); err == nil && made.After(stamp.At.Add(clockDrift)) {
		check.wrong(stampName, "it is of %s, before the pack says that it was made", at)
		return nil
	}
	if !stamp.Trusted {
		check.State = Unknown
		check.say("%s says that the signature existed at %s, but whether to trust it cannot be told. Give its certificates as --timestamp-ca.", stamp.By, at)
		return nil
	}
	check.say("%s, whom this system trusts, says that the signature existed at %s.", stamp.By, at)
	return nil
}
