package demo

import (
	"encoding/base64"
	"encoding/binary"
	"hash/adler32"
	"hash/crc32"
)

const (
	background = 0xe0 // plus grain of up to 15
	foreground = 0x80 // how much darker a component is
)

// thumbnail draws a flow as a grey PNG in a data URI of about size characters:
// a box for each component. The picture is stored, not deflated, so that its
// bytes do not depend on a compressor's version; its grain keeps it about as
// hard to compress as a real one.
func thumbnail(d dice, size int, components []*component) string {
	width, height := frame(size * 3 / 4)
	stride := width + 1 // a filter byte before each line
	pixels := make([]byte, stride*height, stride*height+16)
	grain(d, pixels)
	for _, c := range components {
		box(pixels, stride, width, height, c)
	}
	for line := 0; line < len(pixels); line += stride {
		pixels[line] = 0
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(encodePNG(pixels, width, height))
}

// frame is the picture of 16 to 9 that has about area points.
func frame(area int) (width, height int) {
	height = 9
	for (height+1)*(height+1)*16/9 <= area {
		height++
	}
	return height * 16 / 9, height
}

func grain(d dice, pixels []byte) {
	const mask, base = 0x0f0f0f0f0f0f0f0f, background * 0x0101010101010101
	whole := pixels[:cap(pixels)]
	for i := 0; i+16 <= len(whole); i += 16 {
		v := d.Uint64()
		binary.LittleEndian.PutUint64(whole[i:], base|v&mask)
		binary.LittleEndian.PutUint64(whole[i+8:], base|v>>4&mask)
	}
}

func box(pixels []byte, stride, width, height int, c *component) {
	left, top := 2+c.x*(width-4)/canvasWidth, 2+c.y*(height-4)/canvasHeight
	for y := max(top, 0); y < min(top+height/14+1, height); y++ {
		for x := max(left, 0); x < min(left+width/14+1, width); x++ {
			pixels[y*stride+1+x] &^= foreground
		}
	}
}

func encodePNG(pixels []byte, width, height int) []byte {
	const block = 65535
	out := make([]byte, 0, len(pixels)+len(pixels)/block*5+100)
	out = append(out, "\x89PNG\r\n\x1a\n"...)
	header := binary.BigEndian.AppendUint32(nil, uint32(width))    //nolint:gosec // a picture's width
	header = binary.BigEndian.AppendUint32(header, uint32(height)) //nolint:gosec // a picture's height
	out = appendChunk(out, "IHDR", append(header, 8, 0, 0, 0, 0))  // 8 bits, grey
	data := append(make([]byte, 0, cap(out)), 0x78, 0x01)          // zlib, no preset
	for rest := pixels; ; {
		n := min(len(rest), block)
		last := byte(0)
		if n == len(rest) {
			last = 1
		}
		data = append(data, last)
		data = binary.LittleEndian.AppendUint16(data, uint16(n))
		data = binary.LittleEndian.AppendUint16(data, ^uint16(n))
		data = append(data, rest[:n]...)
		if rest = rest[n:]; last == 1 {
			break
		}
	}
	data = binary.BigEndian.AppendUint32(data, adler32.Checksum(pixels))
	return appendChunk(appendChunk(out, "IDAT", data), "IEND", nil)
}

func appendChunk(out []byte, name string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data))) //nolint:gosec // at most a megabyte
	begin := len(out)
	out = append(append(out, name...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[begin:]))
}
