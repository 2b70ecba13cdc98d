/* Writes the cells of BenchmarkFullSheet by libxlsxwriter in its mode of constant
 * memory. The file is full.xlsx; the number of rows comes from the environment. */
#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

static const char *titles[] = {"Created (UTC)", "Action", "Summary", "Type", "Area", "User",
                               "Target name", "Event ID", "Tenant", "Target kind", "Target ID", "IP"};
static const char *actions[] = {"Flow Updated", "Flow Started", "ACL Rule Updated",
                                "User Logged In", "Connector Updated", "Flow Deleted"};
static const char *types[] = {"update", "other", "update", "other", "update", "delete"};

/* 2026-10-01 08:30:15.123 UTC, in milliseconds since the end of 1899. */
static const double start = 46296.0 * 86400000 + ((8 * 60 + 30) * 60 + 15) * 1000.0 + 123;

int main(void) {
  const char *count = getenv("TRAILBOOK_BENCH_ROWS");
  if (!count) {
    fprintf(stderr, "fullsheet: TRAILBOOK_BENCH_ROWS is needed\n");
    return 1;
  }
  lxw_workbook_options options = {.constant_memory = LXW_TRUE};
  lxw_workbook *book = workbook_new_opt("full.xlsx", &options);
  lxw_worksheet *sheet = workbook_add_worksheet(book, "Events");
  lxw_format *date = workbook_add_format(book), *text = workbook_add_format(book);
  format_set_num_format(date, "yyyy-mm-dd hh:mm:ss.000");
  format_set_num_format(text, "@");
  for (int column = 0; column < 12; column++) worksheet_write_string(sheet, 0, column, titles[column], text);
  char summary[64], user[32], target[32], id[32], object[40], ip[32];
  for (int i = 0; i < atoi(count); i++) {
    snprintf(summary, sizeof summary, "stage running \xe2\x86\x92 stopped, limit %d", i);
    snprintf(user, sizeof user, "user%d@example.com", i % 40);
    snprintf(target, sizeof target, "Order sync %d", i % 200);
    snprintf(id, sizeof id, "65%022x", i);
    snprintf(object, sizeof object, "3f2c9a10-0000-4000-8000-%012d", i % 200);
    snprintf(ip, sizeof ip, "10.1.%d.%d", i / 256 % 256, i % 256);
    const char *cells[] = {actions[i % 6], summary, types[i % 6], "Flow Management", user, target, id, "northwind", "flow", object, ip};
    worksheet_write_number(sheet, i + 1, 0, (start + i * 1000.0) / 86400000, date);
    for (int column = 0; column < 11; column++) worksheet_write_string(sheet, i + 1, column + 1, cells[column], text);
  }
  return workbook_close(book) == LXW_NO_ERROR ? 0 : 1;
}
