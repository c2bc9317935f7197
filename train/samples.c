#include "samples.h"

#include "base/out.h"
#include "base/utf8.h"
#include "tally.h"

enum { LEAST_TAG = 2 };   // occurrences for a joint tag to be a label

// How often a feature of each column must occur to have a row: less where it says much of a word, more where there are many.
static const u8 least[WORD_COLUMNS] = {
    [COLUMN_FORM] = 4,           [COLUMN_LOW] = 3,           [COLUMN_SHAPE] = 3,          [COLUMN_PREFIX] = 3,
    [COLUMN_PREFIX + 1] = 3,     [COLUMN_PREFIX + 2] = 4,    [COLUMN_SUFFIX] = 3,         [COLUMN_SUFFIX + 1] = 3,
    [COLUMN_SUFFIX + 2] = 3,     [COLUMN_SUFFIX + 3] = 3,    [COLUMN_SUFFIX + 4] = 6,     [COLUMN_LOW_BEFORE] = 15,
    [COLUMN_LOW_AFTER] = 15,     [COLUMN_SUFFIX_BEFORE] = 8, [COLUMN_SUFFIX_AFTER] = 8,   [COLUMN_SHAPE_BEFORE] = 4,
    [COLUMN_SHAPE_AFTER] = 4,    [COLUMN_PAIR_BEFORE] = 40,  [COLUMN_PAIR_AFTER] = 40,    [COLUMN_TRAITS] = 1,
    [COLUMN_SUFFIX_SHAPE] = 6,   [COLUMN_CLASS] = 3,         [COLUMN_CLASS_WIDE] = 3,     [COLUMN_CLASS_BEFORE] = 8,
    [COLUMN_CLASS_AFTER] = 8};

typedef struct {
  arena *mem;
  samples *to;
  const treebank *bank;
  const lexeme *const **lex;   // [docs]
  word_tables tables;
  u32 tag_of[UPOS_COUNT][XPOS_COUNT], relation_of[REL_COUNT];
} reading;

static void count_features(const reading *r, tally *all) {
  u64 feature[WORD_COLUMNS];
  for (u32 b = 0; b < r->bank->docs; b++) {
    const doc *d = r->bank->doc[b];
    for (u32 i = 1; i < d->tokens.len; i++) {
      const sentence *s = &d->sentences.at[d->tokens.sentence[i]];
      word_features(r->lex[b], s->first, s->last, i, feature);
      for (u32 k = 0; k < WORD_COLUMNS; k++)
        if (feature[k]) tally_add(all, feature[k], k);
    }
  }
}

static void find_rows(reading *r) {
  tally *all = tally_new();
  count_features(r, all);
  tally_sort(all);
  r->to->key = NEWS(r->mem, u64, tally_keys(all) + 1u);
  r->to->rows = 1;
  for (u32 k = 0; k < tally_keys(all); k++) {
    tally_row row = tally_at(all, k);
    if (row.total >= least[row.item[0].what]) r->to->key[r->to->rows++] = row.key;
  }
  tally_free(all);
}

static void find_labels(reading *r) {
  u32 count[UPOS_COUNT][XPOS_COUNT] = {0}, relations[REL_COUNT] = {0};
  for (u32 b = 0; b < r->bank->docs; b++) {
    const tokens *t = &r->bank->doc[b]->tokens;
    for (u32 i = 1; i < t->len; i++) {
      count[t->upos[i]][t->xpos[i]]++;
      relations[t->rel[i]]++;
    }
  }
  for (u32 u = 0; u < UPOS_COUNT; u++)
    for (u32 x = 0; x < XPOS_COUNT; x++) {
      r->tag_of[u][x] = count[u][x] >= LEAST_TAG ? r->to->tags : NET_NO_TAG;
      if (count[u][x] >= LEAST_TAG) r->to->tag[r->to->tags++] = (joint_tag){(u8)u, (u8)x};
    }
  for (u32 k = 0; k < REL_COUNT; k++) {
    r->relation_of[k] = r->to->relations;
    if (relations[k]) r->to->relation[r->to->relations++] = (u8)k;
  }
}

// Keys ascend, so a row is found by halving.
static u32 row_of(const samples *s, u64 key) {
  u32 lo = 1, hi = s->rows;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (s->key[mid] < key) lo = mid + 1;
    else hi = mid;
  }
  return key && lo < s->rows && s->key[lo] == key ? lo : 0;
}

// The sentence [first, last) of a document, its words looking as `lex` says.
static void add_sample(reading *r, const doc *d, const lexeme *const *lex, u32 first, u32 last) {
  u32 n = last - first;
  u64 feature[WORD_COLUMNS];
  sample s = {n, NEWS(r->mem, u32, (size_t)n * MOST_ROWS_A_WORD), NEWS(r->mem, u32, n), NEWS(r->mem, u32, n), NEWS(r->mem, u32, n)};
  const tokens *t = &d->tokens;
  for (u32 i = 0; i < n; i++) {
    word_features(lex, first, last, first + i, feature);
    for (u32 k = 0; k < WORD_COLUMNS; k++) s.row[(size_t)i * MOST_ROWS_A_WORD + k] = row_of(r->to, feature[k]);
    s.tag[i] = r->tag_of[t->upos[first + i]][t->xpos[first + i]];
    s.head[i] = t->head[first + i] ? t->head[first + i] - first + 1 : 0;
    s.relation[i] = r->relation_of[t->rel[first + i]];
  }
  r->to->all[r->to->len++] = s;
  r->to->words += n;
}

// Headlines are often in capitals, or have each word begin with one; some feeds have none. The treebanks have few of them.
enum recasing { CAPITALS, EACH_CAPITAL, NO_CAPITALS, RECASINGS };
enum { RECASED_ONE_IN = 12 };   // sentences that are read a second time, in another case

static str recase(arena *mem, str form, str low, enum recasing how) {
  char c[4];
  if (how == NO_CAPITALS) return low;
  out o = {0};
  for (size_t i = 0, len; i < form.n; i += len) {
    u32 code = utf8_at(form, i, &len);
    bool raise = how == CAPITALS || !i;
    out_str(&o, raise ? (str){c, utf8_put(code_upper(code), c)} : str_sub(form, i, i + len));
  }
  str done = str_copy(mem, out_view(&o));
  out_free(&o);
  return done;
}

static void add_recased(reading *r, const doc *d, u32 first, u32 last, enum recasing how) {
  const lexeme **lex = NEWS(r->mem, const lexeme *, last + 1u);
  lex[0] = NEW(r->mem, lexeme);
  for (u32 i = first; i < last; i++) {
    lexeme *x = NEW(r->mem, lexeme);
    *x = lexeme_of(recase(r->mem, words_str(d->words, d->tokens.form[i]), low_str(d, i), how), low_str(d, i), &r->tables);
    lex[i] = x;
  }
  add_sample(r, d, lex, first, last);
}

static void add_samples(reading *r) {
  r->to->all = NEWS(r->mem, sample, r->bank->sentences + r->bank->sentences / RECASED_ONE_IN + 1);
  u32 count = 0;
  for (u32 b = 0; b < r->bank->docs; b++) {
    const doc *d = r->bank->doc[b];
    for (u32 s = 1; s < d->sentences.len; s++, count++) {
      u32 first = d->sentences.at[s].first, last = d->sentences.at[s].last;
      add_sample(r, d, r->lex[b], first, last);
      if (count % RECASED_ONE_IN == 0) add_recased(r, d, first, last, count / RECASED_ONE_IN % RECASINGS);
    }
  }
}

samples *samples_of(arena *mem, const treebank *bank, str classes) {
  reading r = {.mem = mem, .to = NEW(mem, samples), .bank = bank, .lex = NEWS(mem, const lexeme *const *, bank->docs)};
  table_view(&r.tables.cluster, classes);
  for (u32 b = 0; b < bank->docs; b++) r.lex[b] = lexemes_of(mem, bank->doc[b], &r.tables);
  find_rows(&r);
  find_labels(&r);
  add_samples(&r);
  return r.to;
}
