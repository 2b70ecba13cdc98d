package export_test

import (
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/store"
)

func TestRejectedListHoldsNoFormula(t *testing.T) {
	var text strings.Builder
	err := export.WriteRejected(&text, []store.Rejection{
		{Where: "line 3", Reason: `The entry's time ("soon", really) cannot be read.`},
		{Where: "=cmd|'/c calc'!A0.csv, line 1", Reason: "@SUM(1)\n-2"},
	})
	want := "place,reason\r\n" +
		"line 3,\"The entry's time (\"\"soon\"\", really) cannot be read.\"\r\n" +
		"\"'=cmd|'/c calc'!A0.csv, line 1\",\"'@SUM(1)\n'-2\"\r\n"
	if err != nil || text.String() != want {
		t.Errorf("got  %q, %v\nwant %q", text.String(), err, want)
	}
}
