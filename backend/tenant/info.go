package tenant

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Info is what a tenant says of itself without a sign-in.
type Info struct {
	Version string // such as 6.2.0 or 6.3.1-rc1
}

// The first version with an audit log.
const (
	oldestMajor = 6
	oldestMinor = 2
)

// infoTries is lower than elsewhere: who has just typed a URL wants to know
// soon that it is wrong.
const infoTries = 3

var versionForm = regexp.MustCompile(`^v?(\d{1,6})(?:\.(\d{1,6}))?(?:[.+-][0-9A-Za-z.+-]{0,64})?$`)

// Info asks for the tenant's version, which stays empty where the profile names
// no path for it, or is lenient and the answer there is not Appmixer's. Errors are *audit.Error:
// CodeNotAppmixer, CodeTooOld (before 6.2), CodeUnreachable, CodeServer,
// CodeThrottled, CodeCutOff, CodeCancelled, and CodeExpired without a request
// when nothing but an expired token is at hand.
func (c *Client) Info(ctx context.Context) (Info, error) {
	var info Info
	if err := c.spent(time.Now()); err != nil {
		return info, err
	}
	server := c.profile.Server
	if server.Version == "" {
		return info, nil
	}
	err := c.exclusively(ctx, func() error {
		return c.do(ctx, &call{
			method: http.MethodGet, path: server.Version, tries: infoTries,
			meaning: func(int) *audit.Error { return notAppmixer() },
			read: func(body []byte) error {
				version, err := readVersion(body)
				if err != nil && !server.Lenient {
					return err
				}
				info.Version = version
				return nil
			},
		})
	})
	if audit.CodeOf(err) == audit.CodeNotJSON {
		err = notAppmixer()
	}
	switch {
	case server.Lenient && tolerable(err):
		return Info{}, nil
	case err != nil:
		return Info{}, err
	}
	return info, nil
}

// readVersion returns a version that has an audit log, else an error.
func readVersion(body []byte) (string, error) {
	root, err := wholeAnswer(body)
	if err != nil {
		return "", err
	}
	about := reading{top: root.inside}
	version, _ := about.text(Paths{{"version"}})
	if err := checkVersion(version); err != nil {
		return "", err
	}
	return version, nil
}

func checkVersion(version string) error {
	parts := versionForm.FindStringSubmatch(version)
	if parts == nil {
		return notAppmixer()
	}
	major, _ := strconv.Atoi(parts[1]) // digits only
	minor, _ := strconv.Atoi(parts[2]) // likewise, or absent: 0
	if major > oldestMajor || (major == oldestMajor && minor >= oldestMinor) {
		return nil
	}
	return audit.Errorf(audit.CodeTooOld, "The tenant runs Appmixer %d.%d, which has no audit log.", major, minor).
		WithHint("Audit logs came with Appmixer %d.%d.", oldestMajor, oldestMinor)
}

func notAppmixer() *audit.Error {
	return audit.Errorf(audit.CodeNotAppmixer, "Something else than an Appmixer tenant answers there.").
		WithHint("Enter the URL of the tenant's API, such as https://api.example.appmixer.cloud.")
}
