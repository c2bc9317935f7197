// Which blocks of a page are its article: the weights of two passes of a chain, learned from pages with gold text and from pages of which
// a few segments are known to belong or not to belong. What is not known of a page is summed over (Tsuboi et al. 2008).
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "chunk.h"
#include "input/block_features.h"
#include "input/charset.h"
#include "tar.h"
#include "train.h"
#include "xz.h"

enum { EPOCHS = 24, INNER_EPOCHS = 12, PARTS = 2, MOST_PAGES = 4096, SHINGLE = 4, SET_SLOTS = 1 << 17, PAGE_MEMORY = 1 << 30, LEARN_MEMORY = 1 << 30, LABEL_OPEN = -1 };

static const double rate = 0.01, decay = 2e-6;

typedef struct {
  u32 blocks;
  block_row *row;      // [blocks]
  u8 *step;            // [blocks]
  i8 *label;           // [blocks]
  block_brief *brief;  // [blocks]
  float *p;            // [blocks] what a first pass thinks that did not learn from the page
  u32 fold, part;      // by the site: the folds of cross-validation, the parts whose first passes see each other's pages
  bool whole;          // every block is labelled, as the gold is a text
  bool silver;         // what another system takes: learned from, not judged by
} sample;

typedef struct {
  sample *at;          // [len]
  u32 len;
  u32 folds;
} samples;

// ---- gold

// A checksum of the registrable part of the host, by the same rule as test/eval/pages.py.
static u32 site_of(str url) {
  size_t scheme = str_find(url, S("://"));
  str host = scheme < url.n ? str_from(url, scheme + 3) : url;
  host = str_sub(host, 0, str_find_byte(host, '/'));
  if (str_starts_nocase(host, S("www."))) host = str_from(host, 4);
  bool three = str_ends(host, S(".co.uk")) || str_ends(host, S(".com.au")) || str_ends(host, S(".co.nz"));
  size_t beg = host.n;
  for (u32 dots = 0; beg > 0; beg--) {
    if (host.p[beg - 1] == '.' && ++dots == (three ? 3 : 2)) break;
  }
  char low[256];
  size_t n = MIN(host.n - beg, sizeof low);
  for (size_t i = 0; i < n; i++) low[i] = to_lower(host.p[beg + i]);
  return (u32)crc32(0, (const Bytef *)low, (uInt)n);
}

typedef struct {
  u64 slot[SET_SLOTS];
} hash_set;

static bool set_has(const hash_set *s, u64 h) {
  for (u32 i = (u32)h & (SET_SLOTS - 1); s->slot[i]; i = (i + 1) & (SET_SLOTS - 1))
    if (s->slot[i] == h) return true;
  return false;
}

static void set_add(hash_set *s, u64 h) {
  if (set_has(s, h)) return;
  u32 i = (u32)h & (SET_SLOTS - 1);
  while (s->slot[i]) i = (i + 1) & (SET_SLOTS - 1);
  s->slot[i] = h;
}

static bool in_word(u32 code) { return code_is_letter(code) || code_is_digit(code) || code == '_'; }

// Hashes of the words of s, at most `most`.
static u32 word_hashes(str s, u64 *to, u32 most) {
  u32 n = 0;
  size_t len;
  for (size_t i = 0; i < s.n && n < most;) {
    while (i < s.n && !in_word(utf8_at(s, i, &len))) i += len;
    size_t beg = i;
    while (i < s.n && in_word(utf8_at(s, i, &len))) i += len;
    if (i > beg) to[n++] = hash_str(str_sub(s, beg, i)) | 1;
  }
  return n;
}

static u64 shingle_at(const u64 *hashes, u32 i, u32 n) {
  u64 h = 7;
  for (u32 k = i; k < n && k < i + SHINGLE; k++) h = hash_mix(h, hashes[k]);
  return h | 1;
}

enum { MOST_WORDS = 1 << 15 };
static u64 room[MOST_WORDS];

typedef struct {
  hash_set shingles, lines, short_runs;   // whole lines; runs of one to three words anywhere
} gold_text;

static void gold_fill(gold_text *g, str text) {
  memset(g, 0, sizeof *g);
  u32 n = word_hashes(text, room, MOST_WORDS);
  for (u32 i = 0; i < n && i < SET_SLOTS / 8; i++) {
    set_add(&g->shingles, shingle_at(room, i, n));
    for (u32 k = 1; k < SHINGLE && i + k <= n; k++) set_add(&g->short_runs, shingle_at(room + i, 0, k));
  }
  for (str rest = text; rest.n;) {
    n = word_hashes(str_token(&rest, '\n'), room, MOST_WORDS);
    if (n && n < SHINGLE) set_add(&g->lines, shingle_at(room, 0, n));
  }
}

static i8 label_by_text(const gold_text *g, str block_text) {
  u32 n = word_hashes(block_text, room, MOST_WORDS), hit = 0;
  if (!n) return LABEL_OPEN;
  if (n < SHINGLE) {
    u64 h = shingle_at(room, 0, n);
    return set_has(&g->lines, h) ? 1 : set_has(&g->short_runs, h) ? LABEL_OPEN : 0;
  }
  u32 all = n - SHINGLE + 1;
  for (u32 i = 0; i < all; i++) hit += set_has(&g->shingles, shingle_at(room, i, n));
  return 3 * hit > 2 * all ? 1 : 4 * hit < all ? 0 : LABEL_OPEN;
}

static str squeezed(arena *mem, str s) {
  char *to = NEWS(mem, char, s.n + 1);
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++) {
    bool space = is_space(s.p[i]);
    if (!space) to[n++] = s.p[i];
    else if (n && to[n - 1] != ' ') to[n++] = ' ';
  }
  return str_trim((str){to, n});
}

static bool holds_one(arena *mem, str text, const json_t *segments) {
  size_t i;
  const json_t *one;
  json_array_foreach(segments, i, one) {
    str s = squeezed(mem, (str){json_string_value(one), json_string_length(one)});
    if (s.n && str_find(text, s) < text.n) return true;
  }
  return false;
}

static i8 label_by_segments(arena *mem, const json_t *gold, str block_text) {
  str text = squeezed(mem, block_text);
  bool with = holds_one(mem, text, json_object_get(gold, "with")), without = holds_one(mem, text, json_object_get(gold, "without"));
  return with == without ? LABEL_OPEN : with ? 1 : 0;
}

// ---- pages

// `gold`: the row of the page; NULL: `text` is filled with what another system takes.
static void add_page(samples *all, str bytes, const json_t *gold, gold_text *text, u32 site) {
  arena *mem = arena_new(PAGE_MEMORY);
  if (!mem || setjmp(*arena_spent(mem)) || all->len == MOST_PAGES) {
    arena_free(mem);
    return;
  }
  recoded r = charset_decode(mem, bytes, (str){0}, charset_declared(bytes));
  page p;
  page_facts f;
  page_read(&p, mem, r.bytes);
  page_facts_find(&f, &p, (str){0});
  block_view v = block_view_of(&p, &f);
  u32 n = p.blocks.len + 1;
  sample s = {p.blocks.len, calloc(n, sizeof(block_row)), calloc(n, 1), calloc(n, 1), calloc(n, sizeof(block_brief)), calloc(n, sizeof(float)),
              site % all->folds, site / 64 % PARTS, !gold || json_text(gold, "text").n > 0, !gold};
  if (!s.row || !s.step || !s.label || !s.brief || !s.p) exit(1);
  if (gold && s.whole) gold_fill(text, json_text(gold, "text"));
  for (u32 i = 0; i < s.blocks; i++) {
    block_features(&v, i, &s.row[i]);
    if (i) s.step[i] = (u8)block_step(&v, i);
    str shown = page_str(&p, p.blocks.at[i].at);
    s.brief[i] = block_brief_of(&v, i);
    s.label[i] = s.whole ? label_by_text(text, shown) : label_by_segments(mem, gold, shown);
  }
  all->at[all->len++] = s;
  arena_free(mem);
}

static void read_set(samples *all, const char *dir, const char *set, gold_text *text) {
  char path[256];
  snprintf(path, sizeof path, "html/%s/gold.jsonl.xz", set);
  str rest = read_data(dir, path);
  json_t *by_id = json_object(), *row;
  while ((row = next_row(&rest))) json_object_set_new(by_id, json_string_value(json_object_get(row, "id")), row);
  snprintf(path, sizeof path, "html/%s/pages.tar.xz", set);
  tar_file *t = tar_open(dir, path);
  str name, bytes;
  while (tar_next(t, &name, &bytes)) {
    size_t slash = str_find_byte(name, '/');
    str id = str_sub(name, slash + 1, name.n - 5);
    const json_t *gold = json_object_getn(by_id, id.p, id.n);
    if (gold) add_page(all, bytes, gold, text, site_of(json_text(gold, "url")));
  }
  tar_close(t);
  json_decref(by_id);
}

static void fill_from_page(gold_text *g, str html) {
  arena *mem = arena_new(PAGE_MEMORY);
  if (!mem || setjmp(*arena_spent(mem))) exit(1);
  page p;
  page_read(&p, mem, html);
  gold_fill(g, page_str(&p, (span){0, p.flat.len}));
  arena_free(mem);
}

// Folders of source.html and expected.html, the latter first.
static void read_readability(samples *all, const char *dir, gold_text *text) {
  tar_file *t = tar_open(dir, "html/readability-tests/test-pages.tar.xz");
  str name, bytes;
  while (tar_next(t, &name, &bytes)) {
    if (str_ends(name, S("/expected.html"))) fill_from_page(text, bytes);
    if (!str_ends(name, S("/source.html"))) continue;
    char url[256];   // as test/eval/pages.py calls them
    snprintf(url, sizeof url, "http://" STR_FMT ".test", STR_ARG(str_sub(name, 0, name.n - 12)));
    add_page(all, bytes, NULL, text, site_of(str_of(url)));
  }
  tar_close(t);
}

// ---- learning

typedef block_weights weights;

typedef struct {
  float *p, *open;              // with what is known given, and with all open
  float (*both)[2][2], (*open_both)[2][2];
  float *yes;
  pair_scores *pair;
} rooms;

static void move(float *w, float *square, double gradient) {
  *square += (float)(gradient * gradient);
  *w = (float)((double)*w * (1 - decay) + rate * gradient / (sqrt((double)*square) + 1e-6));
}

static void fill_scores(const sample *s, const weights *w, rooms *r) {
  for (u32 i = 0; i < s->blocks; i++) {
    r->yes[i] = 0;
    for (u32 j = 0; j < s->row[i].len; j++) r->yes[i] += w->weight[s->row[i].slot[j]];
    if (i) r->pair[i] = w->step[s->step[i]];
  }
}

static void learn_page(arena *mem, const sample *s, weights *w, weights *square, rooms *r) {
  fill_scores(s, w, r);
  yes_chain known = {s->blocks, r->yes, r->pair, s->label, r->p, r->both};
  yes_chain all = {s->blocks, r->yes, r->pair, NULL, r->open, r->open_both};
  yes_chain_solve(mem, &known);
  yes_chain_solve(mem, &all);
  for (u32 i = 0; i < s->blocks; i++) {
    double g = (double)(r->p[i] - r->open[i]);
    if (fabs(g) > 1e-4)
      for (u32 j = 0; j < s->row[i].len; j++) move(&w->weight[s->row[i].slot[j]], &square->weight[s->row[i].slot[j]], g);
    for (u32 k = 0; i && k < 4; k++)
      move(&w->step[s->step[i]].of[k / 2][k % 2], &square->step[s->step[i]].of[k / 2][k % 2],
           (double)(r->both[i][k / 2][k % 2] - r->open_both[i][k / 2][k % 2]));
  }
}

static rooms rooms_for(arena *mem, const samples *all) {
  u32 most = 1;
  for (u32 i = 0; i < all->len; i++) most = MAX(most, all->at[i].blocks);
  return (rooms){NEWS(mem, float, most), NEWS(mem, float, most), arena_take(mem, most, sizeof(float[2][2])),
                 arena_take(mem, most, sizeof(float[2][2])), NEWS(mem, float, most), NEWS(mem, pair_scores, most)};
}

// Which pages a pass learns from: all but those of one fold, and of one part. ~0u: no such one.
typedef struct {
  u32 fold, part, epochs;
} without;

static bool is_left(const sample *s, const without *less) { return s->fold == less->fold || s->part == less->part; }

// Weights learned from the pages left, averaged over the later rounds.
static void learn_pass(arena *mem, const samples *all, without less, weights *w) {
  arena_mark mark = arena_here(mem);
  weights *square = NEW(mem, weights), *sum = NEW(mem, weights);
  float *from = (float *)w, *to = (float *)sum;
  u32 rounds = 0, *order = NEWS(mem, u32, all->len + 1);
  rooms r = rooms_for(mem, all);
  for (u32 i = 0; i < all->len; i++) order[i] = i;
  memset(w, 0, sizeof *w);
  dice d = {1};
  for (u32 epoch = 0; epoch < less.epochs; epoch++) {
    dice_shuffle(&d, order, all->len);
    for (u32 i = 0; i < all->len; i++)
      if (!is_left(&all->at[order[i]], &less)) learn_page(mem, &all->at[order[i]], w, square, &r);
    if (epoch < less.epochs / 2) continue;
    rounds++;
    for (size_t i = 0; i < sizeof *w / sizeof(float); i++) to[i] += from[i];
  }
  for (size_t i = 0; i < sizeof *w / sizeof(float); i++) from[i] = to[i] / (float)rounds;
  arena_back(mem, mark);
}

// The rows as the first pass sees them.
static void drop_context(sample *s) {
  for (u32 i = 0; i < s->blocks; i++) s->row[i].len = s->row[i].own;
}

static void add_context(arena *mem, sample *s, const weights *first) {
  drop_context(s);
  block_solve(mem, first, s->row, s->step, s->blocks, s->p);
  block_context(mem, s->brief, s->p, s->blocks, s->row);
}

// Both passes. The second learns from what first passes think of pages that they did not learn from, as it will be in use.
static void learn(arena *mem, samples *all, u32 fold, weights *w) {
  weights *inner = NEWS(mem, weights, PARTS);
  for (u32 i = 0; i < all->len; i++) drop_context(&all->at[i]);
  learn_pass(mem, all, (without){fold, ~0u, EPOCHS}, &w[0]);
  for (u32 part = 0; part < PARTS; part++) learn_pass(mem, all, (without){fold, part, INNER_EPOCHS}, &inner[part]);
  for (u32 i = 0; i < all->len; i++) add_context(mem, &all->at[i], &inner[all->at[i].part]);
  learn_pass(mem, all, (without){fold, ~0u, EPOCHS}, &w[1]);
}

// ---- cross-validation

typedef struct {
  double precision, recall, f;   // of words, means over pages with whole labels
  double part_hit, part_miss, part_false;   // blocks of the others
  u32 pages, empty;
} marks;

static void mark_page(arena *mem, sample *s, const weights *w, marks *m) {
  add_context(mem, s, &w[0]);
  block_solve(mem, &w[1], s->row, s->step, s->blocks, s->p);
  double hit = 0, extra = 0, lack = 0;
  for (u32 i = 0; i < s->blocks; i++) {
    bool kept = s->p[i] > 0.5f;
    double n = s->whole ? s->brief[i].words : 1;
    if (s->label[i] == 1) *(kept ? &hit : &lack) += n;
    if (s->label[i] == 0 && kept) extra += n;
  }
  if (!s->whole) {
    m->part_hit += hit, m->part_false += extra, m->part_miss += lack;
    return;
  }
  double p = hit + extra > 0 ? hit / (hit + extra) : 0, q = hit + lack > 0 ? hit / (hit + lack) : 1;
  m->pages++;
  m->empty += hit <= 0;
  m->precision += p;
  m->recall += q;
  m->f += p + q > 0 ? 2 * p * q / (p + q) : 0;
}

static void cross_validate(arena *mem, samples *all, weights *w) {
  marks m = {0};
  for (u32 fold = 0; fold < all->folds; fold++) {
    arena_mark mark = arena_here(mem);
    learn(mem, all, fold, w);
    for (u32 i = 0; i < all->len; i++)
      if (all->at[i].fold == fold && !all->at[i].silver) mark_page(mem, &all->at[i], w, &m);
    arena_back(mem, mark);
  }
  double n = m.pages, p = m.part_hit / (m.part_hit + m.part_false), r = m.part_hit / (m.part_hit + m.part_miss);
  printf("words of %u pages: P %.4f R %.4f mean F %.4f, nothing right on %u; blocks of the others: P %.4f R %.4f F %.4f\n", m.pages,
         m.precision / n, m.recall / n, m.f / n, m.empty, p, r, 2 * p * r / (p + r));
}

// "I/N": the weights without the sites of fold I. "cv": how well the weights do on sites that they have not seen.
int train_html(int argc, char **argv) {
  if (argc < 3) return fprintf(stderr, "usage: stemma-train html OUT DATADIR [I/N | cv]\n"), 2;
  samples all = {.at = calloc(MOST_PAGES, sizeof(sample)), .folds = 5};
  gold_text *text = calloc(1, sizeof *text);
  weights *w = calloc(2, sizeof *w);
  arena *mem = arena_new(LEARN_MEMORY);
  u32 fold = ~0u;
  bool cv = argc > 3 && !strcmp(argv[3], "cv");
  if (!all.at || !text || !w || !mem || setjmp(*arena_spent(mem))) return 1;
  if (argc > 3 && !cv && sscanf(argv[3], "%u/%u", &fold, &all.folds) != 2) return 2;
  read_set(&all, argv[2], "article-extraction-dataset", text);
  read_set(&all, argv[2], "trafilatura-eval", text);
  read_readability(&all, argv[2], text);
  if (cv) return cross_validate(mem, &all, w), 0;
  learn(mem, &all, fold, w);
  out o = {0};
  out_str(&o, (str){(const char *)w, 2 * sizeof *w});
  return chunk_write(argv[1], &o);
}
