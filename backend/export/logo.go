package export

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

const logoWidth, logoHeight = 180, 60 // pixels at most

// placeLogo puts the template's logo into the corner of sheet Report.
func (w *book) placeLogo() error {
	t := w.req.Template
	if len(t.Logo) == 0 {
		return nil
	}
	extension, size, err := t.logo()
	if err != nil {
		return err
	}
	scale := min(logoWidth/float64(size.X), logoHeight/float64(size.Y), 1)
	err = w.file.AddPictureFromBytes(reportSheet, "E1", &excelize.Picture{
		Extension: extension, File: t.Logo, Format: &excelize.GraphicOptions{AltText: "Logo", ScaleX: scale, ScaleY: scale, Positioning: "oneCell"},
	})
	if err != nil {
		return fmt.Errorf("export: placing the logo: %w", err)
	}
	return nil
}
