/* Inserts the rows of BenchmarkIngest by the C library of SQLite, tuned: pages of
 * 16 KB, 10,000 rows a transaction, a trigram table without a copy of the texts.
 * A batch of rows comes on the standard input, each text behind its length in 4
 * bytes; it is read whole, then inserted, then answered by a line, so that whoever
 * makes the next batch does not take the processor meanwhile. What is timed is
 * SQLite alone. The answer to the last, empty batch is the seconds it took. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TEXTS = 9, FIELDS = TEXTS + 2 }; /* the columns, the entry, what is searched */

static const char *schema =
    "PRAGMA page_size = 16384; PRAGMA journal_mode = wal; PRAGMA synchronous = normal; PRAGMA cache_size = -65536;"
    "CREATE TABLE event (id INTEGER PRIMARY KEY, created_at INTEGER NOT NULL, type INTEGER NOT NULL, event_id TEXT NOT NULL, action TEXT NOT NULL,"
    "  email TEXT NOT NULL, user_id TEXT NOT NULL, flow_id TEXT NOT NULL, target_kind TEXT NOT NULL, target_id TEXT NOT NULL,"
    "  target_name TEXT NOT NULL, ip TEXT NOT NULL, raw BLOB NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX event_identity ON event (event_id);"
    "CREATE INDEX event_time ON event (created_at, id);"
    "CREATE INDEX event_actor ON event (email, created_at);"
    "CREATE INDEX event_flow ON event (flow_id, created_at);"
    "CREATE VIRTUAL TABLE text USING fts5 (said, tokenize = 'trigram', content = '');";

struct row {
  int64_t head[2]; /* when it was created, its type */
  uint32_t size[FIELDS];
  char *field[FIELDS];
};

static sqlite3 *db;

static void want(int is) {
  if (is) return;
  fprintf(stderr, "ingest: %s\n", db ? sqlite3_errmsg(db) : "the input ended");
  exit(1);
}

static void run(const char *sql) { want(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK); }

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void read_row(struct row *r) {
  want(fread(r->head, sizeof r->head, 1, stdin) == 1);
  for (int i = 0; i < FIELDS; i++) {
    want(fread(&r->size[i], sizeof r->size[i], 1, stdin) == 1);
    r->field[i] = malloc(r->size[i] + 1);
    want(r->field[i] != NULL && fread(r->field[i], 1, r->size[i], stdin) == r->size[i]);
  }
}

static void insert_row(sqlite3_stmt *event, sqlite3_stmt *text, const struct row *r, int64_t id) {
  sqlite3_bind_int64(event, 1, id);
  sqlite3_bind_int64(event, 2, r->head[0]);
  sqlite3_bind_int64(event, 3, r->head[1]);
  for (int i = 0; i < TEXTS; i++) sqlite3_bind_text(event, 4 + i, r->field[i], (int)r->size[i], SQLITE_STATIC);
  sqlite3_bind_blob(event, 4 + TEXTS, r->field[TEXTS], (int)r->size[TEXTS], SQLITE_STATIC);
  want(sqlite3_step(event) == SQLITE_DONE);
  sqlite3_reset(event);
  sqlite3_bind_int64(text, 1, id);
  sqlite3_bind_text(text, 2, r->field[TEXTS + 1], (int)r->size[TEXTS + 1], SQLITE_STATIC);
  want(sqlite3_step(text) == SQLITE_DONE);
  sqlite3_reset(text);
}

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: ingest FILE.db\n");
    return 2;
  }
  want(sqlite3_open(arguments[1], &db) == SQLITE_OK);
  run(schema);
  sqlite3_stmt *event, *text;
  want(sqlite3_prepare_v2(db, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", -1, &event, NULL) == SQLITE_OK);
  want(sqlite3_prepare_v2(db, "INSERT INTO text (rowid, said) VALUES (?, ?)", -1, &text, NULL) == SQLITE_OK);
  int64_t id = 0;
  double took = 0;
  for (;;) {
    uint32_t rows;
    if (fread(&rows, sizeof rows, 1, stdin) != 1 || rows == 0) break;
    struct row *batch = calloc(rows, sizeof *batch);
    for (uint32_t i = 0; i < rows; i++) read_row(&batch[i]);
    double began = now();
    run("BEGIN");
    for (uint32_t i = 0; i < rows; i++) insert_row(event, text, &batch[i], ++id);
    run("COMMIT");
    took += now() - began;
    for (uint32_t i = 0; i < rows; i++)
      for (int f = 0; f < FIELDS; f++) free(batch[i].field[f]);
    free(batch);
    printf("done\n");
    fflush(stdout);
  }
  double began = now();
  sqlite3_finalize(event);
  sqlite3_finalize(text);
  want(sqlite3_close(db) == SQLITE_OK); /* with the last of the log taken into the file */
  printf("%.3f\n", took + now() - began);
  return 0;
}
