package demo

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

const (
	smallest = 1400 // bytes; less is not worth packing
	drops    = 20   // pieces of a slow answer
	dropGap  = 10 * time.Millisecond
)

// deliver sends a whole answer.
func deliver(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	body = pack(w, r, body)
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that has gone needs no answer
}

// cutOff promises a whole answer and ends the connection in its middle.
func cutOff(w http.ResponseWriter, r *http.Request, body []byte) {
	body = pack(w, r, body)
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(body[:len(body)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// drip sends a whole answer in small pieces.
func drip(w http.ResponseWriter, r *http.Request, body []byte) {
	body = pack(w, r, body)
	w.WriteHeader(http.StatusOK)
	size := len(body)/drops + 1
	for len(body) > 0 {
		n := min(size, len(body))
		if _, err := w.Write(body[:n]); err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush()
		body = body[n:]
		select {
		case <-r.Context().Done():
			return
		case <-time.After(dropGap):
		}
	}
}

// pack compresses a body where the client accepts it, and sets the headers.
func pack(w http.ResponseWriter, r *http.Request, body []byte) []byte {
	header := w.Header()
	if header.Get("Content-Type") == "" {
		header.Set("Content-Type", "application/json; charset=utf-8")
	}
	header.Set("Vary", "Accept-Encoding")
	if len(body) >= smallest && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		if packed, err := compressed(body); err == nil {
			header.Set("Content-Encoding", "gzip")
			body = packed
		}
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	return body
}

func compressed(body []byte) ([]byte, error) {
	out := bytes.NewBuffer(make([]byte, 0, len(body)/3))
	writer, err := gzip.NewWriterLevel(out, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := writer.Write(body); err != nil {
		return nil, err
	}
	if err := writer.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
