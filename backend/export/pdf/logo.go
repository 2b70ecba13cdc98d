package pdf

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // a logo
	"image/png"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/draw"
)

const (
	logoWidth, logoHeight = 48.0, 17.0 // millimetres at most
	logoPixels            = 1000       // a side, at most: 500 dots per inch and more
	logoDots              = 25.4 / 96  // how large a pixel is at most, millimetres
)

// Logo puts a PNG or JPEG picture into the corner of the first page. It is
// called before anything else.
func (p *Paper) Logo(content []byte) error {
	picture, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return fmt.Errorf("pdf: reading the logo: %w", err)
	}
	size := picture.Bounds().Size()
	scale := min(logoWidth/float64(size.X), logoHeight/float64(size.Y), logoDots)
	wide, tall := float64(size.X)*scale, float64(size.Y)*scale
	// Drawn anew: what is in the file besides the picture stays out, and all
	// kinds of PNG become the one that a PDF takes.
	shrunk := size
	if most := max(size.X, size.Y); most > logoPixels {
		shrunk = image.Pt(max(size.X*logoPixels/most, 1), max(size.Y*logoPixels/most, 1))
	}
	plain := image.NewNRGBA(image.Rectangle{Max: shrunk})
	draw.CatmullRom.Scale(plain, plain.Bounds(), picture, picture.Bounds(), draw.Src, nil)
	var file bytes.Buffer
	if err := png.Encode(&file, plain); err != nil {
		return fmt.Errorf("pdf: writing the logo: %w", err)
	}
	p.logos++
	options := fpdf.ImageOptions{ImageType: "png"}
	p.file.RegisterImageOptionsReader("logo", options, &file)
	p.file.ImageOptions("logo", right-wide, top, wide, tall, false, options, 0, "")
	return p.file.Error()
}
