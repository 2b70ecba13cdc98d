package workbook

import (
	"bytes"
	"hash/crc32"
	"io"
	"runtime"
	"sync"

	"github.com/klauspost/compress/flate"
)

const (
	// blockSize is how much is deflated at once. It is the same everywhere, or
	// the bytes would depend on the machine.
	blockSize   = 1 << 20
	mostWorkers = 8
)

// deflater deflates what is written to it in blocks, on all cores. Every block
// ends at a byte and knows nothing of those before it, so that they join to one
// stream; that stream has no end yet and may follow, and be followed by, others.
type deflater struct {
	out    io.Writer
	block  *block      // being filled
	queue  chan *block // in order, being deflated or done
	free   chan *block
	idle   chan *flate.Writer
	ended  chan struct{}
	mu     sync.Mutex
	failed error // of out

	length   int64  // of what came
	checksum uint32 // of the same, CRC-32
	packed   int64  // bytes written to out; known after close
}

type block struct {
	plain  []byte
	packed bytes.Buffer
	done   chan struct{}
}

func newDeflater(out io.Writer) *deflater {
	workers := min(runtime.GOMAXPROCS(0), mostWorkers)
	d := &deflater{
		out: out, queue: make(chan *block, workers), ended: make(chan struct{}),
		free: make(chan *block, workers+2), idle: make(chan *flate.Writer, workers),
	}
	for range workers {
		d.idle <- nil // made when first needed
	}
	d.block = &block{plain: make([]byte, 0, blockSize)}
	go d.collect()
	return d
}

// Write takes all of p; an error is one of an earlier block.
func (d *deflater) Write(p []byte) (int, error) {
	for left := p; len(left) > 0; {
		n := min(len(left), blockSize-len(d.block.plain))
		d.block.plain = append(d.block.plain, left[:n]...)
		left = left[n:]
		if len(d.block.plain) == blockSize {
			d.submit()
		}
	}
	return len(p), d.err()
}

func (d *deflater) err() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.failed
}

// submit gives the filled block away and begins another.
func (d *deflater) submit() {
	b := d.block
	d.length += int64(len(b.plain))
	d.checksum = crc32.Update(d.checksum, crc32.IEEETable, b.plain)
	b.done = make(chan struct{})
	go d.deflate(b)
	d.queue <- b
	select {
	case d.block = <-d.free:
	default:
		d.block = &block{plain: make([]byte, 0, blockSize)}
	}
}

func (d *deflater) deflate(b *block) {
	packer := <-d.idle
	if packer == nil {
		packer = newPacker()
	}
	b.packed.Reset()
	packer.Reset(&b.packed)
	_, _ = packer.Write(b.plain) // to memory: nothing can fail
	_ = packer.Flush()
	d.idle <- packer
	close(b.done)
}

func newPacker() *flate.Writer {
	packer, err := flate.NewWriter(io.Discard, flate.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant
	}
	return packer
}

// collect writes the blocks out in their order.
func (d *deflater) collect() {
	defer close(d.ended)
	for b := range d.queue {
		<-b.done
		if d.err() == nil {
			n, err := d.out.Write(b.packed.Bytes())
			d.packed += int64(n)
			if err != nil {
				d.mu.Lock()
				d.failed = err
				d.mu.Unlock()
			}
		}
		b.plain = b.plain[:0]
		select {
		case d.free <- b:
		default:
		}
	}
}

// close deflates what is left and waits for all of it. It is called once.
func (d *deflater) close() error {
	if len(d.block.plain) > 0 {
		d.submit()
	}
	close(d.queue)
	<-d.ended
	d.block = nil
	return d.err()
}
