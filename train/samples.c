#include "samples.h"

#include "base/hash.h"
#include "base/out.h"
#include "base/utf8.h"
#include "tally.h"

enum { LEAST_TAG = 2, NO_TAG = UINT32_MAX };   // occurrences for a joint tag to be a label

// How often a feature of each column must occur to have a row: less where it says much of a word, more where there are many.
static const u8 least[WORD_COLUMNS] = {
    [COLUMN_FORM] = 4,           [COLUMN_LOW] = 3,           [COLUMN_SHAPE] = 3,          [COLUMN_PREFIX] = 3,
    [COLUMN_PREFIX + 1] = 3,     [COLUMN_PREFIX + 2] = 4,    [COLUMN_SUFFIX] = 3,         [COLUMN_SUFFIX + 1] = 3,
    [COLUMN_SUFFIX + 2] = 3,     [COLUMN_SUFFIX + 3] = 3,    [COLUMN_SUFFIX + 4] = 6,     [COLUMN_LOW_BEFORE] = 15,
    [COLUMN_LOW_AFTER] = 15,     [COLUMN_SUFFIX_BEFORE] = 8, [COLUMN_SUFFIX_AFTER] = 8,   [COLUMN_SHAPE_BEFORE] = 4,
    [COLUMN_SHAPE_AFTER] = 4,    [COLUMN_PAIR_BEFORE] = 40,  [COLUMN_PAIR_AFTER] = 40,    [COLUMN_TRAITS] = 1,
    [COLUMN_SUFFIX_SHAPE] = 6,   [COLUMN_CLASS] = 3,         [COLUMN_CLASS_WIDE] = 3,     [COLUMN_CLASS_BEFORE] = 8,
    [COLUMN_CLASS_AFTER] = 8,    [COLUMN_CASING] = 4};

// A word of which the treebanks have too few is known where the texts without annotations have so many times more.
enum { RAW_FOR_ONE = 8 };
static bool known_by_raw(u32 column) { return column == COLUMN_LOW || (column >= COLUMN_SUFFIX + 2 && column <= COLUMN_SUFFIX + 4); }

typedef struct {
  arena *mem;
  samples *to;
  const treebank *bank;
  const rawtext *raw;
  const lexeme *const **lex, *const **raw_lex;   // [docs]
  word_tables tables;
  u32 tag_of[UPOS_COUNT][XPOS_COUNT], relation_of[REL_COUNT];
} reading;

// Features of texts without annotations are counted as columns behind the others.
static void count_features(tally *all, const doc *d, const lexeme *const *lex, u32 shift) {
  u64 feature[WORD_COLUMNS];
  for (u32 s = 1; s < d->sentences.len; s++) {
    u32 first = d->sentences.at[s].first, last = d->sentences.at[s].last;
    enum casing casing = casing_of(lex, first, last);
    for (u32 i = first; i < last; i++) {
      word_features(lex, first, last, casing, i, feature);
      for (u32 k = 0; k < WORD_COLUMNS; k++)
        if (feature[k] && (!shift || known_by_raw(k))) tally_add(all, feature[k], k + shift);
    }
  }
}

static bool is_known(const tally_row *row) {
  u32 gold = 0, raw = 0, column = row->item[0].what % WORD_COLUMNS;
  for (u32 i = 0; i < row->len; i++) *(row->item[i].what < WORD_COLUMNS ? &gold : &raw) += row->item[i].count;
  return gold >= least[column] || raw >= RAW_FOR_ONE * least[column];
}

static void find_rows(reading *r) {
  tally *all = tally_new();
  for (u32 b = 0; b < r->bank->docs; b++) count_features(all, r->bank->doc[b], r->lex[b], 0);
  for (u32 b = 0; b < r->raw->docs.len; b++) count_features(all, r->raw->docs.at[b], r->raw_lex[b], WORD_COLUMNS);
  tally_sort(all);
  r->to->key = NEWS(r->mem, u64, tally_keys(all) + 1u);
  r->to->rows = 1;
  for (u32 k = 0; k < tally_keys(all); k++) {
    tally_row row = tally_at(all, k);
    if (is_known(&row)) r->to->key[r->to->rows++] = row.key;
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
      r->tag_of[u][x] = count[u][x] >= LEAST_TAG ? r->to->tags : NO_TAG;
      if (count[u][x] >= LEAST_TAG) r->to->tag[r->to->tags++] = (joint_tag){(u8)u, (u8)x};
    }
  for (u32 k = 0; k < REL_COUNT; k++) {
    r->relation_of[k] = r->to->relations;
    if (relations[k]) r->to->relation[r->to->relations++] = (u8)k;
  }
}

// Keys ascend, so a row is found by halving.
u32 samples_row(const samples *s, u64 key) {
  u32 lo = 1, hi = s->rows;
  while (lo < hi) {
    u32 mid = lo + (hi - lo) / 2;
    if (s->key[mid] < key) lo = mid + 1;
    else hi = mid;
  }
  return key && lo < s->rows && s->key[lo] == key ? lo : 0;
}

static sample sample_new(reading *r, const lexeme *const *lex, u32 first, u32 last) {
  u32 n = last - first;
  u64 feature[WORD_COLUMNS];
  sample s = {n, NEWS(r->mem, u32, (size_t)n * MOST_ROWS_A_WORD), NEWS(r->mem, target, n), NEWS(r->mem, target, n), NEWS(r->mem, u32, n),
              NEWS(r->mem, target, n)};
  enum casing casing = casing_of(lex, first, last);
  for (u32 i = 0; i < n; i++) {
    word_features(lex, first, last, casing, first + i, feature);
    for (u32 k = 0; k < WORD_COLUMNS; k++) s.row[(size_t)i * MOST_ROWS_A_WORD + k] = samples_row(r->to, feature[k]);
  }
  r->to->words += n;
  return s;
}

static target certain(u32 answer) { return (target){{(u16)answer}, {1}}; }

// The words [first, last) of a document, looking as `lex` says. Of several sentences the later roots hang on the first.
static void add_sample(reading *r, const doc *d, const lexeme *const *lex, u32 first, u32 last) {
  sample s = sample_new(r, lex, first, last);
  const tokens *t = &d->tokens;
  u32 root = 0;
  for (u32 i = 0; i < s.words; i++) {
    u32 at = first + i, tag = r->tag_of[t->upos[at]][t->xpos[at]], relation = t->rel[at];
    if (tag != NO_TAG) s.tag[i] = certain(tag);
    s.head[i] = t->head[at] ? t->head[at] - first + 1 : root;
    if (!t->head[at] && root) relation = REL_PARATAXIS;
    if (!t->head[at] && !root) root = i + 1;
    s.arc[i] = certain(s.head[i]);
    s.relation[i] = certain(r->relation_of[relation]);
  }
  r->to->all[r->to->len++] = s;
}

// Headlines are often in capitals, or have each word begin with one; some feeds have none. The treebanks have few of them.
enum recasing { CAPITALS, EACH_CAPITAL, NO_CAPITALS, RECASINGS };
enum { RECASED_ONE_IN = 8 };   // sentences that are read a second time, in another case

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

static void add_recased(reading *r, const doc *d, const lexeme *const *plain, u32 first, u32 last, enum recasing how) {
  const lexeme **lex = NEWS(r->mem, const lexeme *, last + 1u);
  lex[0] = NEW(r->mem, lexeme);
  for (u32 i = first; i < last; i++) {
    lex[i] = plain[i];
    if (!(plain[i]->traits & LEXEME_LETTERS)) continue;
    lexeme *x = NEW(r->mem, lexeme);
    *x = lexeme_of(recase(r->mem, words_str(d->words, d->tokens.form[i]), low_str(d, i), how), low_str(d, i), &r->tables);
    lex[i] = x;
  }
  add_sample(r, d, lex, first, last);
}

// Where a sentence ends is not always seen: some are learned joined to the next one, some without their full stop.
enum { JOINED_ONE_IN = 10, CUT_ONE_IN = 15, COPIES = 4 };

static void add_badly_cut(reading *r, const doc *d, const lexeme *const *lex, u32 row, u32 count) {
  u32 first = d->sentences.at[row].first, last = d->sentences.at[row].last;
  if (count % JOINED_ONE_IN == 1 && row + 1 < d->sentences.len) add_sample(r, d, lex, first, d->sentences.at[row + 1].last);
  bool stop = d->tokens.upos[last - 1] == UPOS_PUNCT && last - first > 3;
  if (count % CUT_ONE_IN == 2 && stop) add_sample(r, d, lex, first, last - 1);
}

static void add_samples(reading *r) {
  r->to->all = NEWS(r->mem, sample, COPIES * r->bank->sentences + r->raw->words);
  u32 count = 0;
  for (u32 b = 0; b < r->bank->docs; b++) {
    const doc *d = r->bank->doc[b];
    for (u32 s = 1; s < d->sentences.len; s++, count++) {
      u32 first = d->sentences.at[s].first, last = d->sentences.at[s].last;
      add_sample(r, d, r->lex[b], first, last);
      if (count % RECASED_ONE_IN == 0) add_recased(r, d, r->lex[b], first, last, count / RECASED_ONE_IN % RECASINGS);
      add_badly_cut(r, d, r->lex[b], s, count);
    }
  }
  r->to->gold = r->to->len;
}

// ---- sentences without annotations

enum { RAW_SHORTEST = 4, RAW_LONGEST = 60 };

static u64 sentence_key(const doc *d, u32 first, u32 last) {
  u64 key = 0;
  for (u32 i = first; i < last; i++) key = feature4(i - first, key, hash_str(words_str(d->words, d->tokens.form[i])), 0, 0);
  return key;
}

// Pages of one site have much in common: each sentence is taken once.
static void add_raw(reading *r) {
  u64 mask = (1u << 21) - 1, *seen = NEWS(r->mem, u64, mask + 1);
  for (u32 b = 0; b < r->raw->docs.len; b++) {
    const doc *d = r->raw->docs.at[b];
    for (u32 s = 1; s < d->sentences.len; s++) {
      u32 first = d->sentences.at[s].first, last = d->sentences.at[s].last;
      if (last - first < RAW_SHORTEST || last - first > RAW_LONGEST) continue;
      u64 key = sentence_key(d, first, last), *cell = &seen[key & mask];
      if (*cell == key) continue;
      *cell = key;
      r->to->all[r->to->len++] = sample_new(r, r->raw_lex[b], first, last);
    }
  }
}

enum { KNOWN_WORDS = 4096 };

samples *samples_of(arena *mem, const treebank *bank, const rawtext *raw, str classes) {
  reading r = {.mem = mem, .to = NEW(mem, samples), .bank = bank, .raw = raw, .lex = NEWS(mem, const lexeme *const *, bank->docs),
               .raw_lex = NEWS(mem, const lexeme *const *, raw->docs.len)};
  table_view(&r.tables.cluster, classes);
  for (u32 b = 0; b < bank->docs; b++) r.lex[b] = lexemes_of(mem, bank->doc[b], &r.tables);
  for (u32 b = 0; b < raw->docs.len; b++) r.raw_lex[b] = lexemes_of(mem, raw->docs.at[b], &r.tables);
  find_rows(&r);
  find_labels(&r);
  r.to->known = frequent_words(mem, bank, r.lex, raw, r.raw_lex, KNOWN_WORDS, &r.to->knowns);
  add_samples(&r);
  add_raw(&r);
  return r.to;
}
