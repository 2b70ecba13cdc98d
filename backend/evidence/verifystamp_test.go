package evidence

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestTimeStampsThatAreNone(t *testing.T) {
	result := pack(t, awkward(), func(r *Request) {
		r.Stamp = func(context.Context, [32]byte) ([]byte, error) { return []byte("no stamp"), nil }
	})
	if verdict := verify(t, result.Path); verdict.State != Broken || !strings.Contains(told(verdict), "time stamp does not hold") || !result.Stamped {
		t.Error(told(verdict))
	}
	failed := errors.New("nobody answers")
	result = pack(t, awkward(), func(r *Request) {
		r.Stamp = func(context.Context, [32]byte) ([]byte, error) { return nil, failed }
	})
	if verdict := verify(t, result.Path); verdict.State != Holds || result.Stamped || !errors.Is(result.StampFailed, failed) {
		t.Errorf("%v: %s", result.StampFailed, told(verdict))
	}
}
