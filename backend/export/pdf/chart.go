package pdf

import (
	"math"
	"strconv"
	"time"
)

// Days is a chart of days: a column for each, of its parts upon one another.
type Days struct {
	Title string
	Parts []string // names
	Days  []Day    // in their order
}

// Day is how many there are of each part.
type Day struct {
	Name   string    // what stands below it
	At     time.Time // zero for one that has no place in time
	Counts []int
}

const (
	chartHeight = 34.0 // of the columns
	chartLeft   = 11.0 // room for the numbers
	chartSteps  = 4    // lines across, at most
)

// Days draws a chart.
func (p *Paper) Days(d Days) {
	if len(d.Days) == 0 {
		return
	}
	p.need(chartHeight + 50) // and the beginning of its table
	p.text(left, p.y+baseline(bodySize, bodyLine), p.fit(d.Title, "B", bodySize, right-left), "B", bodySize, p.info.Colors.Ink)
	p.key(d.Parts)
	p.y += bodyLine + 3
	most := 1
	for _, day := range d.Days {
		sum := 0
		for _, n := range day.Counts {
			sum += n
		}
		most = max(most, sum)
	}
	step := niceStep(most)
	high := (most + step - 1) / step * step
	foot := p.y + chartHeight
	for n := 0; n <= high; n += step {
		y := foot - chartHeight*float64(n)/float64(high)
		color := p.info.Colors.Band
		if n == 0 {
			color = p.info.Colors.Muted
		}
		p.rule(left+chartLeft, y, right, color)
		label := strconv.Itoa(n)
		p.text(left+chartLeft-1.5-p.width(label, "", smallSize), y+0.9, label, "", smallSize, p.info.Colors.Muted)
	}
	p.columns(d.Days, foot, chartHeight/float64(high))
	p.y = foot + 7
}

// niceStep is the distance of lines across, for numbers up to most.
func niceStep(most int) int {
	step := 1
	for _, factor := range []int{2, 5, 10} {
		if step*chartSteps >= most {
			return step
		}
		step = factor
	}
	power := int(math.Pow10(int(math.Log10(float64(most) / chartSteps))))
	for _, factor := range []int{1, 2, 5, 10} {
		if step = factor * power; step*chartSteps >= most {
			break
		}
	}
	return step
}

// key says which color is which part, at the right of the chart's title.
func (p *Paper) key(parts []string) {
	x := right
	for i := len(parts) - 1; i >= 0; i-- {
		name := p.fit(parts[i], "", smallSize, 30)
		x -= p.width(name, "", smallSize)
		p.text(x, p.y+baseline(smallSize, bodyLine), name, "", smallSize, p.info.Colors.Muted)
		p.fill(x-3.2, p.y+(bodyLine-2.2)/2, 2.2, 2.2, p.series(i))
		x -= 7
	}
}

func (p *Paper) series(i int) string { return p.info.Colors.Series[i%len(p.info.Colors.Series)] }

// columns draws days where they are in time, and the names of some.
func (p *Paper) columns(days []Day, foot, scale float64) {
	place := placeDays(days)
	slot := (right - left - chartLeft) / float64(place[len(place)-1]+1)
	wide := min(max(slot*0.72, 0.12), 9)
	free := left
	for i, day := range days {
		middle := left + chartLeft + (float64(place[i])+0.5)*slot
		y := foot
		for part, n := range day.Counts {
			if n > 0 {
				y -= float64(n) * scale
				p.fill(middle-wide/2, y, wide, float64(n)*scale, p.series(part))
			}
		}
		name := p.fit(day.Name, "", smallSize, 30)
		width := p.width(name, "", smallSize)
		start := min(middle-width/2, right-width)
		if start >= free {
			p.text(start, foot+3.6, name, "", smallSize, p.info.Colors.Muted)
			free = start + width + 9
		}
	}
}

// placeDays is the number of the day on which each is, from that of the first;
// days without a place in time are put side by side.
func placeDays(days []Day) []int {
	place := make([]int, len(days))
	for i, day := range days {
		place[i] = i
		if i == 0 || day.At.IsZero() || days[0].At.IsZero() {
			continue
		}
		place[i] = max(int(day.At.Sub(days[0].At).Hours()/24), i)
	}
	return place
}
