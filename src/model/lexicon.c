#include "model/lexicon.h"

#include "lexicon_tables.h"   // made: lexicon_table[LEX_COUNT] of {rows, count, longest}

enum { LONGEST_PHRASE = 128 };

// The first row whose key is not before `key`.
static u32 lower_bound(enum lexicon list, str key) {
  u32 lo = 0, hi = lexicon_table[list].count;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (str_cmp(lexicon_table[list].rows[mid].key, key) < 0) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

const lex_entry *lex_find(enum lexicon list, str key) {
  u32 at = lower_bound(list, key);
  const lex_entry *e = &lexicon_table[list].rows[at];
  return at < lexicon_table[list].count && str_eq(e->key, key) ? e : NULL;
}

bool lex_has(enum lexicon list, str key) { return lex_find(list, key) != NULL; }
u32 lex_count(enum lexicon list) { return lexicon_table[list].count; }
const lex_entry *lex_row(enum lexicon list, u32 row) { return &lexicon_table[list].rows[row]; }

bool lex_says(const lex_entry *e, const char *attribute) {
  str want = str_of(attribute), rest = e ? e->attributes : (str){0};
  while (rest.n)
    if (str_eq(str_token(&rest, ' '), want)) return true;
  return false;
}

str lex_value(const lex_entry *e, const char *name) {
  str want = str_of(name), rest = e ? e->attributes : (str){0};
  while (rest.n) {
    str_cut_result pair = str_cut(str_token(&rest, ' '), '=');
    if (pair.found && str_eq(pair.head, want)) return pair.tail;
  }
  return (str){0};
}

const lex_entry *lex_phrase(enum lexicon list, u32 first, u32 end, str (*word_at)(const void *, u32), const void *from, u32 *len) {
  char key[LONGEST_PHRASE];
  size_t n = 0;
  const lex_entry *best = NULL;
  for (u32 i = first; i < end && i - first < lexicon_table[list].longest; i++) {
    str w = word_at(from, i);
    if (n + w.n + 1 > sizeof key) break;
    if (n) key[n++] = ' ';
    if (w.n) memcpy(key + n, w.p, w.n);
    n += w.n;
    const lex_entry *e = lex_find(list, (str){key, n});
    if (!e) continue;
    best = e;
    *len = i - first + 1;
  }
  return best;
}
