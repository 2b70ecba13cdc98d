package bind

// ExportChoice says what an export writes and where to.
type ExportChoice struct {
	Path     string `json:"path"`
	Format   string `json:"format"`   // xlsx, pdf, csv, ndjson, ocsf or ecs
	Template string `json:"template"` // name of a template for Excel files, empty for none
	Pack     bool   `json:"pack"`     // an evidence pack too, beside the file
	PDF      bool   `json:"pdf"`      // a PDF for signing too, beside an Excel file
	Stamp    string `json:"stamp"`    // address of a service for time stamps of the pack, empty for none
	Secrets  bool   `json:"secrets"`  // leave secrets in clear
}

// PackReport is the evidence pack that was made of an export.
type PackReport struct {
	Path        string `json:"path"`
	SHA256      string `json:"sha256"`
	Manifest    string `json:"manifest"`    // SHA-256 of its manifest
	Fingerprint string `json:"fingerprint"` // of the key that signed
	Lasting     bool   `json:"lasting"`     // that key is kept
	Withheld    int    `json:"withheld"`    // values that are masked in it
	Stamped     bool   `json:"stamped"`     // with a time stamp
	StampFailed string `json:"stampFailed"` // why there is none though one was asked for
}

// TemplateForm is how an Excel file is laid out, as the page edits it.
type TemplateForm struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Language string   `json:"language"` // en or de
	Columns  []string `json:"columns"`  // of sheet Events, in this order
	Sheets   []string `json:"sheets"`   // those that may be left out and are not
	Logo     string   `json:"logo"`     // a data URL of a PNG or JPEG picture, empty for none
}

// TemplateColumn is a column to choose.
type TemplateColumn struct {
	Name    string `json:"name"`
	Title   string `json:"title"`
	Meaning string `json:"meaning"`
}

// TemplateChoices is what a template chooses from.
type TemplateChoices struct {
	Columns []TemplateColumn `json:"columns"`
	Sheets  []string         `json:"sheets"`
}

// VerifyOrder says what to verify and with what.
type VerifyOrder struct {
	File string `json:"file"` // a pack, or a report
	Pack string `json:"pack"` // the pack of a report that is elsewhere, empty where it is beside it
	Key  string `json:"key"`  // fingerprint of who has to have signed, empty for anyone
}

// SigningKey is the key that this installation signs evidence with.
type SigningKey struct {
	Fingerprint string `json:"fingerprint"`
	Lasting     bool   `json:"lasting"` // it is kept, so that the next report is signed with it too
}
