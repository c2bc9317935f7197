#include "read/gazetteer.h"

#include "base/hash.h"
#include "base/utf8.h"

bool gazetteer_view(gazetteer *g, str chunk) {
  str part[GAZETTEER_PARTS];
  *g = (gazetteer){0};
  if (!parts_view(chunk, GAZETTEER_KIND, part, GAZETTEER_PARTS)) return false;
  gazetteer seen = {.row = (const gaz_row *)(const void *)part[GAZ_ROWS].p, .rows = (u32)(part[GAZ_ROWS].n / sizeof(gaz_row)),
                    .list = (const u32 *)(const void *)part[GAZ_LISTS].p, .lists = (u32)(part[GAZ_LISTS].n / sizeof(u32))};
  if (!strings_view(&seen.names, part[GAZ_NAMES]) || !table_view(&seen.phrases, part[GAZ_TABLE])) return false;
  *g = seen;
  return true;
}

// "Tōkyō", "Port-au-Prince", "Mar'ib", "St. Louis": the same words whatever the accents, hyphens, apostrophes and dots.
u64 gazetteer_key(arena *mem, str name) {
  str folded = utf8_fold(mem, name);
  char word[64];
  size_t n = 0;
  u64 key = 0;
  for (size_t i = 0; i <= folded.n; i++) {
    char c = i < folded.n ? folded.p[i] : ' ';
    bool gap = is_space(c) || c == '-' || c == ',' || c == '/';
    if (gap && n) key = hash_mix(key, hash_str((str){word, n})), n = 0;
    else if (!gap && c != '\'' && c != '.' && c != '`' && n < sizeof word) word[n++] = c;
  }
  return key;
}

u32 gazetteer_find(const gazetteer *g, u64 key, const u32 **found) {
  u32 at = g->rows && key ? table_find(&g->phrases, key) : 0;
  if (!at || at >= g->lists || g->list[at] > g->lists - at - 1) return 0;
  *found = g->list + at + 1;
  return g->list[at];
}

u32 gazetteer_country(const gazetteer *g, str code) {
  for (u32 r = 1; code.n == 2 && r < g->rows && g->row[r].kind == GAZ_COUNTRY; r++)
    if (g->row[r].country[0] == code.p[0] && g->row[r].country[1] == code.p[1]) return r;
  return 0;
}

str gazetteer_name(const gazetteer *g, u32 row) { return strings_at(&g->names, row); }
