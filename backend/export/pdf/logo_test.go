package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// Every kind of picture that a template takes becomes one on the page.
func TestLogos(t *testing.T) {
	box := image.Rect(0, 0, 300, 100)
	deep, plain, palette := image.NewNRGBA64(box), image.NewGray(box), image.NewPaletted(box, color.Palette{color.Transparent, color.Black})
	deep.Set(3, 3, color.NRGBA64{R: 0xffff, A: 0x8000})
	encoded := func(picture image.Image) []byte {
		var b bytes.Buffer
		if err := png.Encode(&b, picture); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, plain, nil); err != nil {
		t.Fatal(err)
	}
	for name, logo := range map[string][]byte{
		"16 bits": encoded(deep), "gray": encoded(plain), "palette": encoded(palette), "jpeg": photo.Bytes(),
		"large": encoded(image.NewGray(image.Rect(0, 0, 4000, 3000))), "a line": encoded(image.NewGray(image.Rect(0, 0, 4000, 1))),
	} {
		path := made(t, func(p *Paper) {
			if err := p.Logo(logo); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			p.Title(strings.Repeat("a title beside it ", 10), "")
		})
		listed := poppler(t, "pdfimages", "-list", path)
		if !strings.Contains(listed, "image") {
			t.Errorf("%s: no picture: %s", name, listed)
		}
		wantOnPage(t, path)
	}
	p, err := New(info())
	if err != nil {
		t.Fatal(err)
	}
	whole := encoded(deep)
	if err := p.Logo(whole[:len(whole)/2]); err == nil {
		t.Error("half a picture is a logo")
	}
}
