// Exact counts instead of sketches (Broder 1997; winnowing, Schleimer 2003): a batch is a thousand articles, and sorting
// their half million shingles costs less than the doubt. A shingle that stands in very many articles is paired with its
// nearest holders only, which bounds the work and loses nothing but boilerplate.
#include "graph/shingle.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"

enum { HOLDERS_PAIRED = 64, FIRST_SLOTS = 1024, QUOTE_LONGEST = 1500, TEXT_COMPARED = 1 << 18 };

// Counts of pairs by open addressing; a pair is a << 32 | b.
typedef struct {
  arena *mem;
  u64 *pair;      // [slots] 0 = free
  u32 *count;     // [slots]
  u32 slots, used;
} pair_counts;

static bool in_word(u32 code) { return code == '_' || code_is_letter(code) || code_is_digit(code); }

// Whether quotation marks are open. Straight marks open and close in turn; one that nobody closes ends with QUOTE_LONGEST,
// and a paragraph that opens its own quotation ends the one before.
typedef struct {
  bool open;
  u32 since;
} quotation;

static void meet_mark(quotation *q, str text, u32 at, u32 code) {
  bool straight = code == '"' || (code == '`' && at + 1 < text.n && text.p[at + 1] == '`') ||
                  (code == '\'' && at + 1 < text.n && text.p[at + 1] == '\'');
  bool begins = at == 0 || text.p[at - 1] == '\n';
  if (code == 0x201C || (straight && (!q->open || begins))) *q = (quotation){true, at};
  else if (code == 0x201D || straight || at - q->since > QUOTE_LONGEST) q->open = false;
}

// The words by their bytes; `low` takes the hash of each.
static word_row cut_words(arena *mem, str text, u64 *low) {
  word_row r = {NEWS(mem, span, text.n / 2 + 2), NEWS(mem, u64, text.n / 2 + 2), NEWS(mem, bool, text.n / 2 + 2), 0, 0};
  quotation q = {0};
  size_t len;
  for (u32 i = 0, beg; i < text.n;) {
    u64 h = 1;
    for (beg = i; i < text.n; i += (u32)len) {
      u32 code = utf8_at(text, i, &len);
      if (!in_word(code)) break;
      h = hash_mix(h, code_lower(code));
    }
    if (i > beg) {
      r.quoted[r.len] = q.open;
      low[r.len] = h;
      r.at[r.len++] = (span){beg, i};
      continue;
    }
    meet_mark(&q, text, i, utf8_at(text, i, &len));
    i += (u32)len;
  }
  return r;
}

static word_row words_of_doc(arena *mem, const doc *d) {
  str text = str_sub(d->text, 0, TEXT_COMPARED);
  u64 *low = NEWS(mem, u64, text.n / 2 + 2);
  word_row r = cut_words(mem, text, low);
  for (u32 w = 0; w + SHINGLE_WORDS <= r.len; w++) {
    u64 h = 1;
    for (u32 k = 0; k < SHINGLE_WORDS; k++) h = hash_mix(h, low[w + k]);
    r.shingle[w] = h | 1;
  }
  return r;
}

static int by_shingle(const void *a, const void *b) {
  const holding *x = a, *y = b;
  if (x->shingle != y->shingle) return x->shingle < y->shingle ? -1 : 1;
  return (x->article > y->article) - (x->article < y->article);
}

static u32 *slot_of(pair_counts *c, u64 pair) {
  u32 i = (u32)(hash_mix(pair, 0) & (c->slots - 1));
  while (c->pair[i] && c->pair[i] != pair) i = (i + 1) & (c->slots - 1);
  if (!c->pair[i]) c->pair[i] = pair, c->used++;
  return &c->count[i];
}

static void widen(pair_counts *c) {
  pair_counts old = *c;
  c->slots = old.slots ? 2 * old.slots : FIRST_SLOTS;
  c->used = 0;
  c->pair = NEWS(c->mem, u64, c->slots);
  c->count = NEWS(c->mem, u32, c->slots);
  for (u32 i = 0; i < old.slots; i++)
    if (old.pair[i]) *slot_of(c, old.pair[i]) = old.count[i];
}

static void count_pair(pair_counts *c, u32 a, u32 b) {
  if (2 * c->used >= c->slots) widen(c);
  ++*slot_of(c, (u64)a << 32 | b);
}

// Sorted holdings without repeats; counts each article's different shingles on the way.
static void drop_repeats(shingles *s) {
  holding *h = s->held.at;
  u32 kept = 0;
  for (u32 i = 0; i < s->held.len; i++) {
    if (kept && h[kept - 1].shingle == h[i].shingle && h[kept - 1].article == h[i].article) continue;
    s->rows[h[i].article].distinct++;
    h[kept++] = h[i];
  }
  s->held.len = kept;
}

static void count_pairs(pair_counts *c, const holding *h, u32 n) {
  for (u32 i = 0, beg = 0; i < n; i++) {
    if (h[i].shingle != h[beg].shingle) beg = i;
    u32 from = i - beg > HOLDERS_PAIRED ? i - HOLDERS_PAIRED : beg;
    for (u32 k = from; k < i; k++) count_pair(c, h[k].article, h[i].article);
  }
}

u32 first_holding(const shingles *s, u64 shingle) {
  u32 lo = 0, hi = s->held.len;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (s->held.at[mid].shingle < shingle) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

static int by_pair(const void *a, const void *b) {
  const reuse_pair *x = a, *y = b;
  if (x->a != y->a) return x->a < y->a ? -1 : 1;
  return (x->b > y->b) - (x->b < y->b);
}

shingles *shingles_of(arena *mem, const doc *const *docs, u32 articles) {
  shingles *s = NEW(mem, shingles);
  s->rows = NEWS(mem, word_row, articles + 1);
  for (u32 a = 1; a <= articles; a++) {
    s->rows[a] = words_of_doc(mem, docs[a]);
    for (u32 w = 0; w + SHINGLE_WORDS <= s->rows[a].len; w++)
      vec_push(mem, &s->held, ((holding){s->rows[a].shingle[w], a}));
  }
  if (!s->held.len) return s;
  qsort(s->held.at, s->held.len, sizeof *s->held.at, by_shingle);
  drop_repeats(s);
  pair_counts c = {.mem = mem};
  count_pairs(&c, s->held.at, s->held.len);
  for (u32 i = 0; i < c.slots; i++)
    if (c.count[i] >= REUSE_LEAST)
      vec_push(mem, &s->pairs, ((reuse_pair){(u32)(c.pair[i] >> 32), (u32)c.pair[i], c.count[i]}));
  if (s->pairs.len) qsort(s->pairs.at, s->pairs.len, sizeof *s->pairs.at, by_pair);
  return s;
}
