package export

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// styles are the numbers of the workbook's cell styles.
type styles struct {
	header, text, time                                                      int // grids
	title, subtitle, section, label, wrapped                                int // sheets of text
	number, figure, share, tableHead, numberHead, total, totalNumber, alert int
	day                                                                     int
}

const (
	textFormat  = 49 // "@": stays text also after it is edited
	countFormat = 3  // #,##0
	shareFormat = 10 // 0.00%
	timeFormat  = "yyyy-mm-dd hh:mm:ss.000"
	dayFormat   = "yyyy-mm-dd"
	fontName    = "Calibri"

	colorInk    = "1F2937"
	colorAccent = "1F4E79"
	colorMuted  = "6B7280"
	colorRule   = "BFC7D1"
	colorBand   = "E8EEF5"
	colorAlert  = "9C1C1C"
)

func newStyles(f *excelize.File) (styles, error) {
	var s styles
	var failed error
	add := func(style excelize.Style) int {
		id, err := f.NewStyle(&style)
		if err != nil && failed == nil {
			failed = fmt.Errorf("export: defining a style: %w", err)
		}
		return id
	}
	font := func(size float64, bold bool, color string) *excelize.Font {
		return &excelize.Font{Family: fontName, Size: size, Bold: bold, Color: color}
	}
	top := &excelize.Alignment{Vertical: "top"}
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	right := &excelize.Alignment{Vertical: "top", Horizontal: "right"}
	fill := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	line := func(side string) []excelize.Border {
		return []excelize.Border{{Type: side, Color: colorRule, Style: 1}}
	}
	milliseconds := timeFormat

	s.header = add(excelize.Style{Font: font(11, true, "FFFFFF"), Fill: fill(colorAccent), NumFmt: textFormat,
		Alignment: &excelize.Alignment{Vertical: "center"}})
	s.text = add(excelize.Style{Font: font(10, false, colorInk), NumFmt: textFormat, Alignment: top})
	s.time = add(excelize.Style{Font: font(10, false, colorInk), CustomNumFmt: &milliseconds,
		Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}})

	s.title = add(excelize.Style{Font: font(18, true, colorAccent), NumFmt: textFormat})
	s.subtitle = add(excelize.Style{Font: font(11, false, colorMuted), NumFmt: textFormat})
	s.section = add(excelize.Style{Font: font(12, true, colorAccent), NumFmt: textFormat,
		Border: []excelize.Border{{Type: "bottom", Color: colorAccent, Style: 2}}})
	s.label = add(excelize.Style{Font: font(10, true, colorInk), NumFmt: textFormat, Alignment: wrap})
	s.wrapped = add(excelize.Style{Font: font(10, false, colorInk), NumFmt: textFormat, Alignment: wrap})
	s.number = add(excelize.Style{Font: font(10, false, colorInk), NumFmt: countFormat, Alignment: right})
	s.figure = add(excelize.Style{Font: font(10, false, colorInk), NumFmt: countFormat,
		Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}})
	days := dayFormat
	s.day = add(excelize.Style{Font: font(10, false, colorInk), CustomNumFmt: &days,
		Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}})
	s.share = add(excelize.Style{Font: font(10, false, colorMuted), NumFmt: shareFormat, Alignment: right})
	s.tableHead = add(excelize.Style{Font: font(10, true, colorInk), NumFmt: textFormat, Fill: fill(colorBand),
		Alignment: wrap, Border: line("bottom")})
	s.numberHead = add(excelize.Style{Font: font(10, true, colorInk), NumFmt: textFormat, Fill: fill(colorBand),
		Alignment: right, Border: line("bottom")})
	s.total = add(excelize.Style{Font: font(10, true, colorInk), NumFmt: textFormat, Alignment: top, Border: line("top")})
	s.totalNumber = add(excelize.Style{Font: font(10, true, colorInk), NumFmt: countFormat, Alignment: right, Border: line("top")})
	s.alert = add(excelize.Style{Font: font(10, true, colorAlert), NumFmt: textFormat, Alignment: wrap})
	return s, failed
}
