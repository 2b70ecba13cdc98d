package demo

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

const defaultPageCap = 1000

// Options says what a simulated tenant holds and how it behaves.
type Options struct {
	Addr    string           // loopback address and port; 127.0.0.1:0 where empty
	Events  int              // entries in the log at the start
	Seed    uint64           // of the log, of the password, of the faults
	Until   time.Time        // when the log ends at the start; now where zero
	Config  *Config          // the log's plan, instead of Seed and Until
	Faults  Faults           // how it misbehaves
	Live    bool             // entries up to the present are there too, and more come as time passes
	PageCap int              // entries in one answer at most; 1000 where zero
	Now     func() time.Time // the clock; time.Now where nil
}

// Server is a simulated tenant that is running.
type Server struct {
	options  Options
	accounts *accounts
	mischief *mischief
	listener net.Listener
	http     *http.Server
	cancel   context.CancelFunc
	once     sync.Once
	closed   error

	mu    sync.Mutex // of what follows
	maker *Generator
	ahead *Entry // made, but still in the future
	log   *logFile
}

// Serve starts a simulated tenant and returns when it can be asked. It runs
// until Close, or until ctx ends. An address that is not loopback, or is
// taken, and a negative number of events are CodeInvalid.
func Serve(ctx context.Context, o Options) (*Server, error) {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.PageCap <= 0 {
		o.PageCap = defaultPageCap
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Events < 0 {
		return nil, audit.Errorf(audit.CodeInvalid, "The number of events is negative (%d).", o.Events)
	}
	listener, err := listen(ctx, o.Addr)
	if err != nil {
		return nil, err
	}
	file, err := newLogFile()
	if err != nil {
		_ = listener.Close()
		return nil, err
	}
	maker := NewGenerator(o.plan())
	s := &Server{
		options: o, listener: listener, log: file, maker: maker,
		accounts: newAccounts(maker.config.Seed, maker.people),
		mischief: newMischief(o.Faults, maker.config.Seed),
	}
	if err := s.fill(ctx); err != nil {
		_ = listener.Close()
		_ = file.close()
		return nil, err
	}
	s.http = &http.Server{Handler: http.HandlerFunc(s.route), ReadHeaderTimeout: 10 * time.Second}
	ctx, s.cancel = context.WithCancel(ctx)
	context.AfterFunc(ctx, func() { _ = s.Close() })
	go s.run()
	return s, nil
}

func (o Options) plan() Config {
	if o.Config != nil {
		return *o.Config
	}
	until, events := o.Until, o.Events
	if until.IsZero() {
		until = o.Now()
	}
	if o.Faults.on[faultArrive] {
		events += mostArrivals // what arrives is not from the future
	}
	return PlanConfig(o.Seed, events, until)
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, audit.Errorf(audit.CodeInvalid, "The demo tenant cannot listen on %q.", addr).
			WithHint("It is for this machine only: use an address such as 127.0.0.1:0.")
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, audit.Errorf(audit.CodeInvalid, "The demo tenant cannot listen on %q.", addr).
			WithHint("Choose another port, or 0 for any that is free.").Wrapping(err)
	}
	return listener, nil
}

func (s *Server) run() {
	if s.options.Faults.on[faultDown] {
		for {
			conn, err := s.listener.Accept()
			if err != nil {
				return
			}
			_ = conn.Close()
		}
	}
	_ = s.http.Serve(s.listener) // ends with ErrServerClosed
}

// fill makes the log of the start.
func (s *Server) fill(ctx context.Context) error {
	for n := range s.options.Events {
		if n%1000 == 0 && ctx.Err() != nil {
			return fmt.Errorf("demo: filling the log: %w", ctx.Err())
		}
		if err := s.addNext(); err != nil {
			return err
		}
	}
	return s.advance()
}

// advance adds what has happened by now, where the tenant is live.
func (s *Server) advance() error {
	for now := s.options.Now(); s.options.Live && !s.peek().CreatedAt.After(now); {
		if err := s.addNext(); err != nil {
			return err
		}
	}
	return s.log.flush()
}

func (s *Server) peek() *Entry {
	if s.ahead == nil {
		entry := s.maker.Next()
		s.ahead = &entry
	}
	return s.ahead
}

func (s *Server) addNext() error {
	entry := s.peek()
	s.ahead = nil
	return s.log.add(*entry, s.mischief.copies())
}

// URL is the tenant's base address, without a slash at the end.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Email is the address of an administrator, who may read the audit log.
func (s *Server) Email() string { return adminEmail }

// ReaderEmail is the address of a user who may sign in but lacks the scope for
// the audit log. Password is theirs, too.
func (s *Server) ReaderEmail() string { return readerEmail }

// Password is the password of the accounts.
func (s *Server) Password() string { return s.accounts.password }

// Config is the plan of the log. Given to another server as Options.Config,
// with the same Events, it makes the same log.
func (s *Server) Config() Config { return s.maker.config }

// Len is the number of entries now in the log, doubled ones counted twice: the
// totalCount of an answer. A closed server keeps its last number.
func (s *Server) Len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.advance() // an entry that cannot be written is not in the log
	return len(s.log.index)
}

// Append adds the next n entries of the sequence, whatever their time.
func (s *Server) Append(n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		if err := s.addNext(); err != nil {
			return err
		}
	}
	return s.log.flush()
}

// Settle ends the arrivals of the faults arrive and disorder: from here on the
// log changes only by Append, and as time passes where it is live.
func (s *Server) Settle() { s.mischief.settle() }

// Entries gives the whole log as it is now, newest first as clients see it,
// doubled entries twice. An error ends the sequence.
func (s *Server) Entries() iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		s.mu.Lock()
		err := s.advance()
		spots := s.log.page(0, len(s.log.index), false)
		s.mu.Unlock()
		if err != nil {
			yield(Entry{}, err)
			return
		}
		for _, at := range spots {
			entry := Entry{ID: fmt.Sprintf("%x", at.id), CreatedAt: time.UnixMilli(at.created).UTC()}
			entry.Raw, err = s.log.read(nil, at)
			if !yield(entry, err) || err != nil {
				return
			}
		}
	}
}

// Close stops the tenant and removes its log. Further calls return what the
// first did.
func (s *Server) Close() error {
	s.once.Do(func() {
		s.cancel()
		err := s.http.Close()
		if gone := s.listener.Close(); gone != nil && !errors.Is(gone, net.ErrClosed) {
			err = errors.Join(err, gone)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.options.Live = false
		s.closed = errors.Join(err, s.log.close())
	})
	return s.closed
}

// arrive lets in what the faults bring behind a page that is not the last.
func (s *Server) arrive() error {
	fresh, late, back := s.mischief.arrivals()
	if late {
		s.mu.Lock()
		newest := s.log.index[len(s.log.index)-1].created
		entry := s.maker.lateEntry(time.UnixMilli(newest - int64(back)))
		err := s.log.add(entry, 1)
		s.mu.Unlock()
		if err != nil {
			return err
		}
	}
	return s.Append(fresh)
}

// read gives a page of the log and its length.
func (s *Server) read(q query) (page []spot, total int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.advance(); err != nil {
		return nil, 0, err
	}
	return s.log.page(q.offset, q.limit, q.oldestFirst), len(s.log.index), nil
}

// mayRead reports whether an account has the scope for the audit log.
func (a account) mayRead() bool { return slices.Contains(a.scope, "admin") }
