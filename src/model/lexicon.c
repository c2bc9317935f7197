#include "model/lexicon.h"

#include "model/lexicon_hash.h"
#include "lexicon_tables.h"   // made: lexicon_table[LEX_LISTS] of {rows, count, longest, slot, slots, first}

enum { LONGEST_PHRASE = 128 };

const lex_entry *lex_find(enum lexicon list, str key) {
  u32 mask = lexicon_table[list].slots - 1, i = lexicon_hash(key.p, key.n) & mask;
  for (u32 row; (row = lexicon_table[list].slot[i]); i = (i + 1) & mask) {
    const lex_entry *e = &lexicon_table[list].rows[row - 1];
    if (str_eq(e->key, key)) return e;
  }
  return NULL;
}

bool lex_begins(enum lexicon list, str word_) {
  u32 i = lexicon_hash(word_.p, word_.n) & (8 * lexicon_table[list].slots - 1);
  return lexicon_table[list].first[i / 8] >> i % 8 & 1;
}

bool lex_has(enum lexicon list, str key) { return lex_find(list, key) != NULL; }
u32 lex_count(enum lexicon list) { return lexicon_table[list].count; }
const lex_entry *lex_row(enum lexicon list, u32 row) { return &lexicon_table[list].rows[row]; }

// The end of the attribute that begins at `at`: a blank or the end of all.
static size_t attribute_end(str all, size_t at) {
  while (at < all.n && all.p[at] != ' ') at++;
  return at;
}

bool lex_says(const lex_entry *e, const char *attribute) {
  if (!e || !e->attributes.n) return false;
  size_t want = strlen(attribute);
  for (size_t at = 0, end; at < e->attributes.n; at = end + 1) {
    end = attribute_end(e->attributes, at);
    if (end - at == want && !memcmp(e->attributes.p + at, attribute, want)) return true;
  }
  return false;
}

str lex_value(const lex_entry *e, const char *name) {
  if (!e || !e->attributes.n) return (str){0};
  str all = e->attributes;
  size_t want = strlen(name);
  for (size_t at = 0, end; at < all.n; at = end + 1) {
    end = attribute_end(all, at);
    if (end - at > want && all.p[at + want] == '=' && !memcmp(all.p + at, name, want)) return str_sub(all, at + want + 1, end);
  }
  return (str){0};
}

const lex_entry *lex_phrase(enum lexicon list, u32 first, u32 end, str (*word_at)(const void *, u32), const void *from, u32 *len) {
  char key[LONGEST_PHRASE];
  size_t n = 0;
  const lex_entry *best = NULL;
  for (u32 i = first; i < end && i - first < lexicon_table[list].longest; i++) {
    str w = word_at(from, i);
    if (i == first && !lex_begins(list, w)) return NULL;
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
