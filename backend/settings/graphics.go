package settings

import "path/filepath"

// HasGraphics reports whether the machine draws by a graphics card, which on
// Linux has a render node below dev, usually /dev/dri
// (https://docs.kernel.org/gpu/drm-uapi.html#render-nodes). A virtual machine or
// a remote desktop often has none: what the web view then leaves to OpenGL is
// computed pixel by pixel, which takes seconds for the first picture.
func HasGraphics(dev string) bool {
	nodes, err := filepath.Glob(filepath.Join(dev, "renderD*"))
	return err == nil && len(nodes) > 0
}
