package diff

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// LargestImage is up to how many bytes a picture is shown.
const LargestImage = 1 << 20

// magics are how the content of pictures begins, by media type.
var magics = map[string][]string{
	"image/png":  {"\x89PNG\r\n\x1a\n"},
	"image/jpeg": {"\xff\xd8\xff"},
	"image/gif":  {"GIF87a", "GIF89a"},
	"image/webp": {"RIFF"},
}

// ImageOf returns text, a data URI or an SVG document, as a data URI that a
// page may use as the source of an <img> and of nothing else: there, an SVG
// neither runs scripts nor loads anything. ok is false for what is no PNG,
// JPEG, GIF, WebP or SVG by its content, and for more than LargestImage.
func ImageOf(text string) (dataURI string, ok bool) {
	mediaType, content, isURI := parseDataURI(text)
	if !isURI {
		mediaType, content = "image/svg+xml", []byte(strings.TrimSpace(text))
	}
	if mediaType == "image/jpg" {
		mediaType = "image/jpeg"
	}
	if len(content) == 0 || len(content) > LargestImage || !isImage(mediaType, content) {
		return "", false
	}
	return "data:" + mediaType + ";base64," + base64.StdEncoding.EncodeToString(content), true
}

func isImage(mediaType string, content []byte) bool {
	if mediaType == "image/svg+xml" {
		text := bytes.TrimSpace(content)
		return len(text) > 0 && isSVG(string(text[:min(len(text), 512)]))
	}
	for _, magic := range magics[mediaType] {
		if bytes.HasPrefix(content, []byte(magic)) {
			return mediaType != "image/webp" || len(content) > 12 && string(content[8:12]) == "WEBP"
		}
	}
	return false
}
