package bind

import (
	"context"

	"github.com/trailbook/trailbook/backend/job"
)

// Jobs tells of long work and stops it.
type Jobs struct{ core *Core }

// Cancel asks a job to stop; its state tells when it has.
func (j *Jobs) Cancel(id string) error {
	return do(j.core, "Jobs.Cancel", func(context.Context) error { return j.core.jobs.Cancel(id) })
}

// State tells how a job stands; CodeNotFound for an unknown one.
func (j *Jobs) State(id string) (JobState, error) {
	return call(j.core, "Jobs.State", func(context.Context) (JobState, error) {
		state, err := j.core.jobs.State(id)
		if err != nil {
			return JobState{}, err
		}
		return jobState(state), nil
	})
}

func jobState(s job.State[JobReport]) JobState {
	state := JobState{ID: s.ID, Kind: s.Kind, Done: s.Done, Progress: s.Progress, Total: s.Total, Note: s.Note}
	if !s.Done {
		return state
	}
	state.Report = &s.Result
	if state.Report.Failed == nil {
		state.Report.Failed = []TenantFailure{} // lists are never null
	}
	state.Report.Files = orEmpty(state.Report.Files)
	if s.Err != nil {
		state.Error = jobError(s.Err)
	}
	return state
}

func jobError(err error) *JobError {
	e := shown(err)
	return &JobError{Code: string(e.Code), Message: e.Message, Hint: e.Hint}
}
