package cli

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// filesOf finds the files that arguments mean: themselves, what a pattern
// matches where no shell did that (on Windows), and what is in a folder. It is
// an error when nothing is left; a single file that is missing is left for the
// import to complain about.
func (p *program) filesOf(arguments []string) (files []string, err error) {
	missing := 0
	for _, argument := range arguments {
		found := []string{argument}
		info, err := os.Stat(argument)
		switch {
		case err == nil && info.IsDir():
			found, err = p.filesIn(argument)
			if err != nil {
				return nil, err
			}
		case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(argument, "*?["):
			if matches, err := filepath.Glob(argument); err == nil && len(matches) > 0 {
				found = matches
			} else {
				missing++
			}
		case errors.Is(err, fs.ErrNotExist):
			missing++
		}
		files = append(files, found...)
	}
	if len(files) == missing && missing > 0 {
		return nil, audit.Errorf(audit.CodeNotFound, "There is no file %q.", arguments[0]).WithHint("Nothing was imported.")
	}
	if len(files) == 0 {
		return nil, audit.Errorf(audit.CodeNotFound, "There are no files in %q.", arguments[0]).WithHint("Nothing was imported.")
	}
	return files, nil
}

// filesIn lists the files in a folder and names what it leaves out: folders,
// hidden files and what is no file.
func (p *program) filesIn(folder string) (files []string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, audit.Errorf(audit.CodeFile, "The folder %q cannot be read.", folder).Wrapping(err)
	}
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() || strings.HasPrefix(entry.Name(), ".") {
			p.note("left out: %s", diff.Printable(path))
			continue
		}
		files = append(files, path)
	}
	return files, nil
}

// rejectedFile is the list of what was rejected, as CSV. It has its name only
// once it is whole.
type rejectedFile struct {
	path string
	part *os.File
	csv  *csv.Writer
}

func createRejected(path string) (*rejectedFile, error) {
	part, err := os.CreateTemp(filepath.Dir(path), ".trailbook-rejected-*")
	if err != nil {
		return nil, rejectedFailed(path, err)
	}
	f := &rejectedFile{path: path, part: part, csv: csv.NewWriter(part)}
	if err := f.csv.Write([]string{"file", "where", "reason"}); err != nil {
		f.discard()
		return nil, rejectedFailed(path, err)
	}
	return f, nil
}

func rejectedFailed(path string, err error) error {
	return audit.Errorf(audit.CodeInvalid, "The list of rejected entries cannot be written to %q.", path).
		WithHint("Choose a folder that you may write to.").Wrapping(err)
}

func (f *rejectedFile) add(file string, one store.Rejection) error {
	if err := f.csv.Write([]string{inert(file), inert(one.Where), inert(one.Reason)}); err != nil {
		return rejectedFailed(f.path, err)
	}
	return nil
}

// inert keeps a spreadsheet from taking a name in an archive for a formula.
func inert(text string) string {
	if strings.ContainsAny(text[:min(1, len(text))], "=+-@\t\r\n") {
		return "'" + text
	}
	return text
}

// publish gives the file its name.
func (f *rejectedFile) publish() error {
	f.csv.Flush()
	err := f.csv.Error()
	if err == nil {
		err = f.part.Sync()
	}
	if err == nil {
		err = f.part.Close()
	}
	if err == nil {
		err = os.Rename(f.part.Name(), f.path)
	}
	if err != nil {
		return rejectedFailed(f.path, err)
	}
	f.part = nil
	return nil
}

// discard removes what was not published.
func (f *rejectedFile) discard() {
	if f.part != nil {
		_ = f.part.Close()
		_ = os.Remove(f.part.Name())
	}
}
