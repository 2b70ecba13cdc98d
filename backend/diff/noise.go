package diff

// noiseNames are members that Appmixer keeps for itself: pictures of a flow,
// its times and its run state.
var noiseNames = setOf("thumbnail", "svg", "mtime", "btime", "started", "stopped", "stageChangeInfo", "runtimeErrors")

// isNoise reports whether a path leads to or into bookkeeping of the machine
// rather than into what a person set. Where a component stands on the canvas
// (flow/UUID/x) is noise; what its config holds never is, whatever its name,
// and neither are fields that the customer named.
func isNoise(segments []string) bool {
	for i, segment := range segments {
		component := i >= 2 && segments[i-2] == "flow"
		switch {
		case component && segment == "config", segment == "customFields":
			return false
		case i >= 1 && segments[i-1] == "flow":
			continue // a component's id
		case noiseNames[segment], component && (segment == "x" || segment == "y"):
			return true
		}
	}
	return false
}
