package audit

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Code names a kind of failure. The set is closed: the page, the command line
// and the documentation know each of them.
type Code string

// The codes of Error.
const (
	CodeInternal        Code = "internal"
	CodeInvalid         Code = "invalid"          // the caller's input is wrong
	CodeNotFound        Code = "not_found"        // no such event, tenant, file
	CodeExists          Code = "exists"           // the name is taken
	CodeBusy            Code = "busy"             // another process is writing to the cache
	CodeCancelled       Code = "cancelled"        // the user stopped it
	CodeCache           Code = "cache"            // the cache cannot be read or written
	CodeFile            Code = "file"             // a file cannot be read or written
	CodeUnreachable     Code = "unreachable"      // no connection to the tenant
	CodeOffline         Code = "offline"          // the user chose that no connection is opened
	CodeNotAppmixer     Code = "not_appmixer"     // something else answers there
	CodeTooOld          Code = "too_old"          // the tenant is older than 6.2
	CodeWrongPassword   Code = "wrong_password"   // sign-in refused
	CodeNoCredentials   Code = "no_credentials"   // neither token nor password at hand
	CodeForeignToken    Code = "foreign_token"    // the token belongs to another tenant
	CodeExpired         Code = "expired"          // the token has expired
	CodeMissingScope    Code = "missing_scope"    // the user may not read the audit log
	CodeEndpointMissing Code = "endpoint_missing" // the profile's path does not exist on the tenant
	CodeNotJSON         Code = "not_json"         // HTML or something else instead of JSON
	CodeCutOff          Code = "cut_off"          // the answer ended too early
	CodeThrottled       Code = "throttled"        // too many requests, even after waiting
	CodeServer          Code = "server"           // the tenant failed (5xx), even after retries
	CodeProfile         Code = "profile"          // the endpoint profile does not fit the answer
)

// Error is a failure that a person can act on. Message and Hint are safe to
// show: they never hold a token, a password or the body of an answer. Err is
// the cause for the log, never for the screen.
type Error struct {
	Code    Code
	Message string // what happened, one sentence
	Hint    string // what to do about it, may be empty
	Place   *Place // where in what was typed; nil when it is of no one place
	Err     error
}

// Place is a part of a text that was typed, in characters (runes): From
// inclusive, To exclusive. From equals To at the end of the text.
type Place struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Errorf makes an Error without a hint.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// WithHint returns e with what the reader can do about it.
func (e *Error) WithHint(format string, args ...any) *Error {
	e.Hint = fmt.Sprintf(format, args...)
	return e
}

// At returns e with the place in the text that is to blame.
func (e *Error) At(from, to int) *Error {
	e.Place = &Place{From: from, To: to}
	return e
}

// Wrapping returns e with its cause.
func (e *Error) Wrapping(err error) *Error {
	e.Err = err
	return e
}

// Error is the message and, behind a dash, the hint.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + " — " + e.Hint
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// MarshalJSON writes {code, message, hint, place}: the form in which errors cross to
// the page. The cause stays behind.
func (e *Error) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Code    Code   `json:"code"`
		Message string `json:"message"`
		Hint    string `json:"hint"`
		Place   *Place `json:"place,omitempty"`
	}{e.Code, e.Message, e.Hint, e.Place})
}

// CodeOf returns the code of err: of the first Error in its chain, else
// CodeInternal. The code of nil is empty.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var known *Error
	if errors.As(err, &known) {
		return known.Code
	}
	return CodeInternal
}
