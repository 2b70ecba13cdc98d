package tenant

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Identity is who the tenant says we are.
type Identity struct {
	ID         string
	Email      string
	Scope      []string  // nil when the tenant does not say
	TokenUntil time.Time // when the token ends, zero when unknown
}

// maxRefusals is how often a 401 is answered by another try: a proxy or a
// restarting tenant may refuse a good token once.
const maxRefusals = 2

// SignIn makes sure that the tenant knows us and that we may read the audit
// log: with the token where there is a valid one, else with e-mail and
// password. Where the profile names no path for the user, or is lenient and the
// answer there is not Appmixer's, the first page of the log is the proof.
// Errors are those of Page, and CodeNotFound when the token's user has been
// deleted.
func (c *Client) SignIn(ctx context.Context) (Identity, error) {
	server := c.profile.Server
	if server.User == "" {
		return c.proveByPage(ctx)
	}
	var who Identity
	var foreign error // an answer that a lenient profile lets pass
	err := c.exclusively(ctx, func() error {
		return c.do(ctx, &call{
			method: http.MethodGet, path: server.User, signed: true, meaning: c.userRefused,
			read: func(body []byte) (err error) {
				if who, err = c.readUser(body); server.Lenient {
					foreign, err = err, nil
				}
				return err
			},
		})
	})
	if foreign != nil || (server.Lenient && tolerable(err)) {
		return c.proveByPage(ctx)
	}
	if err != nil {
		return Identity{}, err
	}
	return who, c.checkScope(who.Scope)
}

// tolerable reports an error that says no more than that Appmixer's own
// endpoints are not there.
func tolerable(err error) bool {
	switch audit.CodeOf(err) {
	case audit.CodeNotAppmixer, audit.CodeNotJSON, audit.CodeNotFound, audit.CodeMissingScope, audit.CodeServer, audit.CodeCutOff, audit.CodeTooOld:
		return true
	}
	return false
}

// proveByPage reads the first page of the log to see that we may. All that is
// known of the user then is what the token says.
func (c *Client) proveByPage(ctx context.Context) (Identity, error) {
	if _, err := c.Page(ctx, Position{}, 0); err != nil {
		return Identity{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return Identity{TokenUntil: c.token.until, Scope: c.token.scope}, nil
}

// readUser reads the answer of GET /user.
func (c *Client) readUser(body []byte) (Identity, error) {
	root, err := wholeAnswer(body)
	if err != nil {
		return Identity{}, err
	}
	user := reading{top: root.inside}
	var who Identity
	who.ID, _ = user.text(Paths{{"id"}, {"userId"}, {"_id"}})
	who.Email, _ = user.text(Paths{{"email"}, {"username"}})
	if who.ID == "" && who.Email == "" {
		return Identity{}, audit.Errorf(audit.CodeNotAppmixer, "The server does not say who is signed in.").
			WithHint("Check the tenant's URL.")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	who.TokenUntil = c.token.until
	if who.Scope = claims(root.inside).list("scope"); who.Scope == nil {
		who.Scope = c.token.scope
	}
	return who, nil
}

func (c *Client) userRefused(status int) *audit.Error {
	switch status {
	case http.StatusForbidden:
		return c.missingScope()
	case http.StatusNotFound:
		return audit.Errorf(audit.CodeNotFound, "The tenant no longer knows this user.").
			WithHint("The user was deleted, or the URL is wrong. Sign in as another user.")
	}
	return audit.Errorf(audit.CodeNotAppmixer, "The server refuses to say who is signed in (status %d).", status).
		WithHint("Check the tenant's URL.")
}

// checkScope passes when the tenant does not tell the scopes: then the audit
// endpoint decides.
func (c *Client) checkScope(scope []string) error {
	if wanted := c.profile.Request.Scope; wanted == "" || scope == nil || slices.Contains(scope, wanted) {
		return nil
	}
	return c.missingScope()
}

func (c *Client) missingScope() *audit.Error {
	wanted := c.profile.Request.Scope
	if wanted != "" {
		wanted = fmt.Sprintf(" %q", wanted)
	}
	return audit.Errorf(audit.CodeMissingScope, "The user may not read the audit log: the scope%s is missing.", wanted).
		WithHint("Ask the tenant's administrator for it, then sign in again.")
}

// ensureToken leaves a token that is not known to have expired.
func (c *Client) ensureToken(ctx context.Context) error {
	c.mu.Lock()
	now := c.token
	c.mu.Unlock()
	switch expired := now.expired(time.Now()); {
	case now.text != "" && !expired:
		return nil
	case c.byPassword():
		return c.logIn(ctx)
	case expired:
		return expiredToken()
	}
	if c.profile.Server.SignIn == "" {
		return audit.Errorf(audit.CodeNoCredentials, "There is no token, and this tenant's profile knows no sign-in with a password.").
			WithHint("Paste a token.")
	}
	return audit.Errorf(audit.CodeNoCredentials, "There is neither a token nor an e-mail with its password.").
		WithHint("Sign in to the tenant again.")
}

// byPassword reports that a session can be opened with e-mail and password.
func (c *Client) byPassword() bool {
	return c.password != "" && c.email != "" && c.profile.Server.SignIn != ""
}

// renew decides what to do about a 401. With a password the session is opened
// anew at once; a token alone is worth another try behind a pause.
func (c *Client) renew(refusals int) (atOnce bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	byPassword := c.byPassword()
	switch {
	case refusals <= maxRefusals && byPassword:
		c.token = token{}
		return true, nil
	case refusals <= maxRefusals:
		return false, nil
	case byPassword:
		return false, audit.Errorf(audit.CodeServer, "The tenant refuses the session that it has just opened.").
			WithHint("Try again later; if it stays, tell the tenant's administrator.")
	case c.token.expired(time.Now()):
		return false, expiredToken()
	}
	return false, audit.Errorf(audit.CodeForeignToken, "The tenant does not accept this token.").
		WithHint("It was probably made by another tenant. Copy the token from this one, or sign in with e-mail and password.")
}

func expiredToken() *audit.Error {
	return audit.Errorf(audit.CodeExpired, "The token has expired.").
		WithHint("Paste a new token, or sign in with e-mail and password.")
}

// logIn opens a session with e-mail and password. Appmixer's documentation
// names the field username, some versions want email: the second form is sent
// only when the first is refused as malformed.
func (c *Client) logIn(ctx context.Context) error {
	err := c.logInAs(ctx, "username")
	if errors.Is(err, errMalformed) {
		err = c.logInAs(ctx, "email")
	}
	return err
}

// errMalformed marks a sign-in that was refused for its form.
var errMalformed = errors.New("tenant: the sign-in is malformed")

func (c *Client) logInAs(ctx context.Context, field string) error {
	body, err := json.Marshal(map[string]string{field: c.email, "password": c.password})
	if err != nil {
		return audit.Errorf(audit.CodeInternal, "The sign-in cannot be written.")
	}
	return c.do(ctx, &call{
		method: http.MethodPost, path: c.profile.Server.SignIn, body: body, meaning: logInRefused,
		read: func(body []byte) error {
			root, err := wholeAnswer(body)
			if err != nil {
				return err
			}
			session := reading{top: root.inside}
			text, _ := session.text(Paths{{"token"}})
			fresh, err := parseToken(text)
			if err != nil || fresh.text == "" {
				return audit.Errorf(audit.CodeNotAppmixer, "The server signed us in without a token.").
					WithHint("Check the tenant's URL.")
			}
			c.mu.Lock()
			defer c.mu.Unlock()
			c.token = fresh
			return nil
		},
	})
}

func logInRefused(status int) *audit.Error {
	switch status {
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		return wrongPassword().Wrapping(errMalformed)
	case http.StatusUnauthorized, http.StatusForbidden:
		return wrongPassword()
	}
	return audit.Errorf(audit.CodeNotAppmixer, "The server has no sign-in of Appmixer's (status %d).", status).
		WithHint("Enter the URL of the tenant's API, such as https://api.example.appmixer.cloud.")
}

func wrongPassword() *audit.Error {
	return audit.Errorf(audit.CodeWrongPassword, "The tenant refuses this e-mail and password.").
		WithHint("Check both. Users who sign in through their organisation have no password: paste a token instead.")
}
