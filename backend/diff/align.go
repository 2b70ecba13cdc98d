package diff

import "strings"

// Which of the lines that came is the new version of which that went.

const (
	// mostAligned bounds the comparisons of one block; in larger ones lines are
	// versions of each other in the order in which they stand.
	mostAligned = 2_500
	// leastAlike is how much of two lines must agree, of 1, for versions.
	leastAlike = 0.5
)

// align pairs lines of a changed block: for each removed line the index of the
// added one that replaced it, -1 where none did. Pairs never cross.
func align(removed, added []string) []int {
	mates := make([]int, len(removed))
	if len(removed) == 1 && len(added) == 1 {
		return mates
	}
	if len(removed)*len(added) > mostAligned {
		for i := range mates {
			if mates[i] = i; i >= len(added) {
				mates[i] = none
			}
		}
		return mates
	}
	went, came := profilesOf(removed), profilesOf(added)
	// best[i][j] is the most that the lines from i and from j on agree.
	best := make([][]float64, len(removed)+1)
	alike := make([][]float64, len(removed))
	for i := range best {
		best[i] = make([]float64, len(added)+1)
	}
	for i := len(removed) - 1; i >= 0; i-- {
		alike[i] = make([]float64, len(added))
		for j := len(added) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if alike[i][j] = went[i].likeness(came[j]); alike[i][j] >= leastAlike {
				best[i][j] = max(best[i][j], best[i+1][j+1]+alike[i][j])
			}
		}
	}
	for i, j := 0, 0; i < len(removed); i++ {
		mates[i] = none
		for j < len(added) && best[i][j] == best[i][j+1] && best[i][j] > best[i+1][j] {
			j++
		}
		if j < len(added) && alike[i][j] >= leastAlike && best[i][j] == best[i+1][j+1]+alike[i][j] {
			mates[i] = j
			j++
		}
	}
	return mates
}

// profile is what a line is made of.
type profile struct {
	counts map[string]int
	size   int    // characters in words
	name   string // before the colon of a member, in quotes
}

// longestProfiled is how much of a line is looked at, in bytes.
const longestProfiled = 400

func profilesOf(lines []string) []profile {
	profiles := make([]profile, len(lines))
	for i, line := range lines {
		line = strings.TrimSpace(line[:min(len(line), longestProfiled)])
		p := profile{counts: map[string]int{}}
		if end := strings.Index(line, `":`); end > 0 && line[0] == '"' {
			p.name = line[:end]
		}
		for _, word := range words(line) {
			p.counts[word]++
			p.size += len(word)
		}
		profiles[i] = p
	}
	return profiles
}

// likeness is the share of two lines that agrees, from 0 to 1. Members of the
// same name are versions whatever they hold, and those of different names only
// where they hold much the same.
func (p profile) likeness(other profile) float64 {
	if p.size+other.size == 0 {
		return leastAlike
	}
	shared := 0
	for word, n := range p.counts {
		shared += len(word) * min(n, other.counts[word])
	}
	share := 2 * float64(shared) / float64(p.size+other.size)
	switch {
	case p.name == "" && other.name == "":
		return share
	case p.name == other.name:
		return max(share, leastAlike)
	}
	return share * 0.6
}
