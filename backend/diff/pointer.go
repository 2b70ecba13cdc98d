package diff

import "strings"

var (
	pointerEscaper   = strings.NewReplacer("~", "~0", "/", "~1")
	pointerUnescaper = strings.NewReplacer("~1", "/", "~0", "~")
)

// joinPointer makes a JSON Pointer (RFC 6901) of segments.
func joinPointer(segments []string) string {
	var b strings.Builder
	for _, segment := range segments {
		b.WriteByte('/')
		b.WriteString(pointerEscaper.Replace(segment))
	}
	return b.String()
}

// splitPointer takes a JSON Pointer apart.
func splitPointer(pointer string) []string {
	if pointer == "" {
		return nil
	}
	segments := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, segment := range segments {
		segments[i] = pointerUnescaper.Replace(segment)
	}
	return segments
}

// pathSegments reads a path as tenants write it: a JSON Pointer, also as a
// fragment ("#/a/b"), or dotted with brackets ("a.b[0]", "$.a['b c']").
func pathSegments(path string) []string {
	if rest, found := strings.CutPrefix(path, "#/"); found {
		return splitPointer("/" + rest)
	}
	if strings.HasPrefix(path, "/") {
		return splitPointer(path)
	}
	path = strings.TrimPrefix(strings.TrimPrefix(path, "$"), ".")
	var segments []string
	for path != "" {
		var segment string
		segment, path = nextDotted(path)
		segments = append(segments, segment)
	}
	return segments
}

// nextDotted is the first segment of a dotted path and what follows it.
func nextDotted(path string) (segment, rest string) {
	if path[0] == '[' {
		if end := strings.IndexByte(path, ']'); end > 1 {
			return strings.Trim(path[1:end], `'"`), strings.TrimPrefix(path[end+1:], ".")
		}
		return path, ""
	}
	end := firstOf(path, ".[")
	if end == 0 {
		return "", path[1:]
	}
	return path[:end], strings.TrimPrefix(path[end:], ".")
}
