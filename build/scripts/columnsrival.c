/* The C sqlite3 library as a rival of the columns in memory.
 *
 *   columnsrival prepare CACHE COPY   makes a copy of a cache's hot columns and texts with the best indexes
 *   columnsrival ask COPY             answers the questions of standard input
 *
 * A question is a line "Q name" and lines "V sql; sql; …", each a variant of it. For
 * each question a line goes out: name, p50 and p95 in milliseconds, and the sum of the
 * first values of each variant's first statement, by which the answers are compared.
 * Statements are prepared before the clock runs. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void fail(sqlite3 *db, const char *what) {
  fprintf(stderr, "columnsrival: %s: %s\n", what, sqlite3_errmsg(db));
  exit(1);
}

static void run(sqlite3 *db, const char *sql) {
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) fail(db, sql);
}

/* Only what questions ask for, so that pages hold as many events as they can; an index
 * for each filter that has the columns of its order and of the facets, so that the table
 * is not needed; and statistics for the planner. */
static const char *making[] = {
    "PRAGMA page_size=16384; PRAGMA journal_mode=off; PRAGMA synchronous=off; PRAGMA cache_size=-524288; PRAGMA temp_store=memory",
    "CREATE TABLE event (id INTEGER PRIMARY KEY, tenant_id INTEGER, created_at INTEGER, type INTEGER, action_id INTEGER, area_id INTEGER,"
    " actor_id INTEGER, flow_id INTEGER, target_id INTEGER, summary_id INTEGER)",
    "INSERT INTO event SELECT id, tenant_id, created_at, type, action_id, area_id, actor_id, flow_id, target_id, summary_id FROM cache.event ORDER BY id",
    "CREATE TABLE action (id INTEGER PRIMARY KEY, name TEXT, folded TEXT)", "INSERT INTO action SELECT id, name, folded FROM cache.action",
    "CREATE TABLE area (id INTEGER PRIMARY KEY, name TEXT)", "INSERT INTO area SELECT id, name FROM cache.area",
    "CREATE TABLE actor (id INTEGER PRIMARY KEY, email TEXT, user_id TEXT, folded TEXT)", "INSERT INTO actor SELECT id, email, user_id, folded FROM cache.actor",
    "CREATE TABLE flow (id INTEGER PRIMARY KEY, flow_id TEXT, folded TEXT)", "INSERT INTO flow SELECT id, flow_id, folded FROM cache.flow",
    "CREATE TABLE target (id INTEGER PRIMARY KEY, kind TEXT, target_id TEXT, name TEXT, folded TEXT)", "INSERT INTO target SELECT id, kind, target_id, name, folded FROM cache.target",
    "CREATE TABLE summary (id INTEGER PRIMARY KEY, folded TEXT)", "INSERT INTO summary SELECT id, folded FROM cache.summary",
    "CREATE INDEX by_time ON event (created_at, id, type, action_id, area_id, actor_id, flow_id, target_id, summary_id)",
    "CREATE INDEX by_type ON event (type, created_at, id, action_id, area_id, actor_id, flow_id, target_id)",
    "CREATE INDEX by_actor ON event (actor_id, type, created_at, id, action_id, area_id, flow_id, target_id)",
    "CREATE INDEX by_flow ON event (flow_id, created_at, id, type, action_id, area_id, actor_id, target_id)",
    "CREATE INDEX by_action ON event (action_id, created_at, id)",
    "CREATE INDEX by_target ON event (target_id, created_at, id)",
    "CREATE INDEX by_summary ON event (summary_id, created_at, id)",
    "CREATE INDEX flow_text ON flow (flow_id)", "CREATE INDEX actor_text ON actor (email)",
    "ANALYZE",
};

static void prepare(const char *cache, const char *copy) {
  sqlite3 *db;
  if (sqlite3_open(copy, &db) != SQLITE_OK) fail(db, copy);
  char *attach = sqlite3_mprintf("ATTACH %Q AS cache", cache);
  run(db, making[0]);
  run(db, attach);
  for (size_t i = 1; i < sizeof making / sizeof *making; i++) run(db, making[i]);
  sqlite3_free(attach);
  sqlite3_close(db);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

#define MOST 1000
static double taken[MOST];
static int variants;
static long long sum;
static char name[256];

static void tell(void) {
  if (variants == 0) return;
  qsort(taken, variants, sizeof *taken, ascending);
  printf("%s\t%.3f\t%.3f\t%lld\n", name, taken[variants / 2], taken[variants * 95 / 100], sum);
  fflush(stdout);
}

static void answer(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statements[32];
  int n = 0;
  for (const char *rest = sql; n < 32 && *rest;) {
    if (sqlite3_prepare_v2(db, rest, -1, &statements[n], &rest) != SQLITE_OK) fail(db, sql);
    if (statements[n]) n++;
  }
  long long first = 0;
  double began = now();
  for (int i = 0; i < n; i++) {
    int status, row = 0;
    while ((status = sqlite3_step(statements[i])) == SQLITE_ROW) {
      if (i == 0 && row++ == 0) first = sqlite3_column_int64(statements[i], 0);
    }
    if (status != SQLITE_DONE) fail(db, sql);
  }
  if (variants < MOST) taken[variants++] = now() - began;
  sum += first;
  for (int i = 0; i < n; i++) sqlite3_finalize(statements[i]);
}

static void ask(const char *copy) {
  sqlite3 *db;
  if (sqlite3_open_v2(copy, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) fail(db, copy);
  run(db, "PRAGMA mmap_size=17179869184; PRAGMA cache_size=-524288; PRAGMA temp_store=memory");
  char *line = NULL;
  size_t size = 0;
  ssize_t length;
  while ((length = getline(&line, &size, stdin)) > 0) {
    if (line[length - 1] == '\n') line[length - 1] = 0;
    if (line[0] == 'Q') {
      tell();
      variants = 0, sum = 0;
      snprintf(name, sizeof name, "%s", line + 2);
    } else if (line[0] == 'V') {
      answer(db, line + 2);
    }
  }
  tell();
  free(line);
  sqlite3_close(db);
}

int main(int argc, char **argv) {
  if (argc == 4 && strcmp(argv[1], "prepare") == 0) {
    prepare(argv[2], argv[3]);
  } else if (argc == 3 && strcmp(argv[1], "ask") == 0) {
    ask(argv[2]);
  } else {
    fprintf(stderr, "columnsrival: prepare CACHE COPY, or ask COPY\n");
    return 2;
  }
  return 0;
}
