package diff

import (
	"strings"
	"testing"
)

func TestIsSecretKey(t *testing.T) {
	secret := `password passwd pwd secret clientSecret JWTSecret JWTSECRET apiKey api_key apikey api-key APIkey API_KEY
		accessToken access_token refreshToken token authorization Authorization privateKey private_key connectionString
		credentials passphrase X-Api-Key x-auth-token AWS_SECRET_ACCESS_KEY secretAccessKey smtp_pass MAIL_SMTP_PASS
		SMTPpassword userpassword clientsecret passwordHash password2 newPassword oldPassword tokenValue OAuth2Token
		passwordResetToken passWord refreshTokens apiKeys encryptionKey inputPassword cookie Set-Cookie
		sessionid JSESSIONID smtp.password /clientSecret /config/credentials/user headers.Authorization idToken secret_1 client.secret[0]`
	ordinary := `secretary secretariat tokenizer passwordPolicyEnabled keyboard maxTokens max_tokens tokenCount publicKey
		key keys name passwordChangedAt passwordPolicy passwordless secretName tokenType tokenUrl token_endpoint nextPageToken
		promptTokens hasPassword isSecret primaryKey sortKey keyword monkey hotkey author authorId authority bypass compass
		passport passengers passThreshold connection connector code zipCode encode accessKeyId clientID password_reset_url
		sessionTimeout sessions session numTokens maxtokens cookiePolicy`
	for _, name := range strings.Fields(secret) {
		if !IsSecretKey(name) {
			t.Errorf("%s is a secret and was not seen", name)
		}
	}
	for _, name := range append(strings.Fields(ordinary), "", "Password Changed", "/", "...") {
		if IsSecretKey(name) {
			t.Errorf("%s is no secret", name)
		}
	}
	for _, name := range []string{"API Key", "Client Secret (optional)"} {
		if !IsSecretKey(name) {
			t.Errorf("%s is a secret and was not seen", name)
		}
	}
}

// The keys are made up, and put together here so that scanners of this very
// repository stay quiet.
func TestMaskText(t *testing.T) {
	pem := "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIEow\n-----END RSA PRIVATE " + "KEY-----"
	tests := []struct{ name, text, want string }{
		{"plain", "Notify sales when 3 of 4 passed", "Notify sales when 3 of 4 passed"},
		{"uuid", "1f2d3c4b-aaaa-bbbb-cccc-1234567890ab", "1f2d3c4b-aaaa-bbbb-cccc-1234567890ab"},
		{"jwt", "t=eyJhbGciOiJIUzI1NiJ9.eyJpZCI6MX0.abc;", "t=••• 36 characters;"},
		{"jwt cut off", "eyJhbGciOiJIUzI1NiJ9.eyJpZCI6", "••• 29 characters"},
		{"jwt after a percent escape", "x%3DeyJhbGciOiJIUzI1NiJ9.eyJpZCI6MX0.abc", "x%3D••• 36 characters"},
		{"private key", "a " + pem + " b", "a ••• 68 characters b"},
		{"private key cut off", "-----BEGIN PRIVATE " + "KEY-----\nMIIEow", "••• 34 characters"},
		{"public key", "-----BEGIN PUBLIC KEY-----\nMIIEow\n-----END PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----\nMIIEow\n-----END PUBLIC KEY-----"},
		{"aws", "id AKIA" + "IOSFODNN7EXAMPLE.", "id ••• 20 characters."},
		{"github", "ghp" + "_" + strings.Repeat("a1", 18), "••• 40 characters"},
		{"slack", "xoxb" + "-123456789012-abcdefghijkl", "••• 30 characters"},
		{"slack hook", "https://hooks.slack.com/services/" + "T000/B000/abcdefgh", "https://hooks.slack.com/services/••• 18 characters"},
		{"google", "key AI" + "za" + strings.Repeat("b", 35), "key ••• 39 characters"},
		{"connection string", "postgres://app:s3cr3t@db:5432/x?y=1", "postgres://app:••• 6 characters@db:5432/x?y=1"},
		{"a slash in its password", "mongodb://app:s3/cr?t@db/x", "mongodb://app:••• 7 characters@db/x"},
		{"an at sign in its password", "amqp://app:p@ss@mq", "amqp://app:••• 4 characters@mq"},
		{"no user", "redis://:s3cr3t@cache", "redis://:••• 6 characters@cache"},
		{"a port", "http://localhost:2200/users?mail=a@b.c", "http://localhost:2200/users?mail=a@b.c"},
		{"bearer", "Authorization: Bearer abc.def", "Authorization: ••• 14 characters"},
		{"bearer alone", "curl -H 'x: bearer a1b2'", "curl -H 'x: bearer ••• 4 characters'"},
		{"bearer in prose", "Send a bearer token. Bearer authentication is on.", "Send a bearer token. Bearer authentication is on."},
		{"basic", "uses Basic dXNlcjpwYXNz here", "uses Basic ••• 12 characters here"},
		{"basic in prose", "Basic authentication", "Basic authentication"},
		{"query", "https://x.io/a?access_token=abc123&n=1", "https://x.io/a?access_token=••• 6 characters&n=1"},
		{"a query's key", "https://x.io/a?n=1&api_key=abc123", "https://x.io/a?n=1&api_key=••• 6 characters"},
		{"a fragment", "https://x.io/#access_token=abc&x=1", "https://x.io/#access_token=••• 3 characters&x=1"},
		{"a signed address", "https://x.io/a?sv=2020&sig=abc%2F1&X-Amz-Signature=ab12&se=1", "https://x.io/a?sv=2020&sig=••• 7 characters&X-Amz-Signature=••• 4 characters&se=1"},
		{"an address in an address", "https://x.io/?next=https%3A%2F%2Fy.io%3Ftoken%3Dabc%26b%3D1", "https://x.io/?next=https%3A%2F%2Fy.io%3Ftoken%3D••• 3 characters%26b%3D1"},
		{"a long code in a query", "https://x.io/cb?code=4/0AY0e-g7abcdefghi&state=x", "https://x.io/cb?code=••• 19 characters&state=x"},
		{"a short code in a query", "https://x.io/?code=DE&key=ORDER-1&design=a", "https://x.io/?code=DE&key=ORDER-1&design=a"},
		{"ids in a query", "https://x.io/?MessageSid=SM0123&AccountSid=AC0123", "https://x.io/?MessageSid=SM0123&AccountSid=AC0123"},
		{"a header of basic authentication", "authorization: basic dXNlcjpwYXNz", "authorization: ••• 18 characters"},
		{"basic for addresses", "x: Basic dXNlcjpwYXNzPz8_", "x: Basic ••• 16 characters"},
		{"cookies", "GET /\nCookie: a=b; sessionid=xyz; c=d\nHost: x", "GET /\nCookie: ••• 23 characters\nHost: x"},
		{"a cookie that is set", "Set-Cookie: sid=abc; Path=/; HttpOnly", "Set-Cookie: ••• 25 characters"},
		{"session cookies alone", "sessionid=ab; connect.sid=cd; JSESSIONID=e; theme=dark", "sessionid=••• 2 characters; connect.sid=••• 2 characters; JSESSIONID=••• 1 character; theme=dark"},
		{"cookies in prose", "Cookie: must be accepted first", "Cookie: must be accepted first"},
		{"a hash of a password", "was $2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy.", "was ••• 61 characters"},
		{"prices", "between $2a and $2b$", "between $2a and $2b$"},
		{"a driver's string", "Server=db;Uid=app;Pwd=pa,ss;Timeout=3", "Server=db;Uid=app;Pwd=••• 5 characters;Timeout=3"},
		{"JSON cut off", `{"a":1,"clientSecret":"abc\"def","b":"x`, `{"a":1,"clientSecret":"••• 8 characters","b":"x`},
		{"JSON cut off inside", `{"clientSecret": "abc`, `{"clientSecret": "••• 3 characters`},
		{"code", `const o = {password: 'hunter2', retries: 3}`, `const o = {password: '••• 7 characters', retries: 3}`},
		{"comparison", `if (token === other || token != x) {}`, `if (token === other || token != x) {}`},
		{"line of a file", "user: ann\napi key: abc123\n", "user: ann\napi key: ••• 6 characters\n"},
		{"prose", "Password: must have eight characters", "Password: must have eight characters"},
		{"reference", "password=${PASSWORD}&token={{{x}}}", "password=${PASSWORD}&token={{{x}}}"},
		{"an azure secret", "is a1B8" + "Q~" + strings.Repeat("aB3-", 8) + " now", "is ••• 38 characters now"},
		{"mailchimp", "key: " + strings.Repeat("0af1", 8) + "-us" + "12,", "key: ••• 37 characters,"},
		{"a continent", "in-us12 and us-us12", "in-us12 and us-us12"},
		{"airtable", "pat" + "AbCdEfGhIjKl12." + strings.Repeat("0af1", 16), "••• 82 characters"},
		{"a path", "path/patterns.json pat", "path/patterns.json pat"},
		{"salesforce", "sid 00D" + "5g00000ABCde" + "!AQ" + strings.Repeat("aB3.", 16) + "x", "sid ••• 83 characters"},
		{"firebase", "AAAAabcdefg" + ":APA91b" + strings.Repeat("aB3-", 33), "••• 150 characters"},
		{"oracle", "jdbc:oracle:thin:scott/tiger@db:1521/x", "jdbc:oracle:thin:scott/••• 5 characters@db:1521/x"},
		{"discord", "https://discord.com/api/webhooks/123456789012345678/" + strings.Repeat("aB3-", 16), "https://discord.com/api/webhooks/123456789012345678/••• 64 characters"},
		{"slack workflow", "https://hooks.slack.com/triggers/" + "T000/123/abcdefgh", "https://hooks.slack.com/triggers/••• 17 characters"},
		{"hugging face", "hf" + "_" + strings.Repeat("aB3", 12), "••• 39 characters"},
		{"shopify", "shpss" + "_" + strings.Repeat("0a", 16), "••• 38 characters"},
		{"vault", "token hvs" + "." + strings.Repeat("aB3", 8), "token ••• 28 characters"},
		{"inside a word", "ask-" + strings.Repeat("aB3", 8), "ask-" + strings.Repeat("aB3", 8)},
		{"several", "pwd=abc&token=de", "pwd=••• 3 characters&token=••• 2 characters"},
		{"JSON", ` {"token":"abc"} `, ` {"token":"••• 3 characters"} `},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := MaskText(test.text)
			if got != test.want {
				t.Errorf("\n got %q\nwant %q", got, test.want)
			}
			if again := MaskText(got); again != got {
				t.Errorf("masking it again gives %q", again)
			}
		})
	}
}
