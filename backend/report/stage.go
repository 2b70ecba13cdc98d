package report

import "github.com/trailbook/trailbook/backend/evidence"

// Stage is a part of the work, as it is told to people before a number of
// events.
type Stage string

// The stages of Make, in their order; those from Hashed on are of a pack.
const (
	Followed Stage = "states followed"
	Written  Stage = "written"
	Hashed   Stage = "read and hashed"
	Reported Stage = "written to the report"
	Packed   Stage = "packed"
)

var packing = map[evidence.Stage]Stage{evidence.StageEvents: Hashed, evidence.StageReport: Reported, evidence.StageFiles: Packed}

var verifying = map[evidence.Stage]Stage{
	evidence.StageEvents: "hashed", evidence.StageReport: "written to the report again", evidence.StageFiles: "compared",
}

// Verifying is a stage of evidence.Verify in words.
func Verifying(stage evidence.Stage) Stage { return verifying[stage] }
