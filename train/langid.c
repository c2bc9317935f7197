// Language identification: probabilities of character grams of the languages whose script does not tell them.
#include "model/langid.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "chunk.h"
#include "model/parts.h"
#include "tar.h"
#include "train.h"

enum { MOST_LANGUAGES = 64, MOST_GRAMS = 1 << 20, KEEP_EACH = 420 };

typedef struct {
  u32 hash, language;
  double p;
} counted;

typedef struct {
  char name[MOST_LANGUAGES][8];
  u32 languages;
  counted *row;      // [rows] sorted by hash, then language
  u32 rows;
} profiles;

static int by_hash(const void *a, const void *b) {
  const counted *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return (x->language > y->language) - (x->language < y->language);
}

static int by_p(const void *a, const void *b) {
  const counted *x = a, *y = b;
  if (x->p != y->p) return x->p > y->p ? -1 : 1;
  return (x->hash > y->hash) - (x->hash < y->hash);
}

// The gram of a key of the profile; false where it is not of letters.
static bool gram_of(str key, gram *g, u32 *n) {
  size_t len;
  *g = (gram){{0}};
  *n = 0;
  for (size_t i = 0; i < key.n; i += len) {
    u32 code = utf8_at(key, i, &len);
    if (*n == 3 || (code != ' ' && !code_is_letter(code))) return false;
    g->code[(*n)++] = code_lower(code);
  }
  return *n && !(*n == 1 && g->code[0] == ' ');
}

static void add_profile(profiles *all, str name, const json_t *o) {
  const json_t *totals = json_object_get(o, "n_words"), *freq = json_object_get(o, "freq");
  const char *key;
  json_t *value;
  u32 from = all->rows;
  json_object_foreach((json_t *)freq, key, value) {
    gram g;
    u32 n;
    if (!gram_of(str_of(key), &g, &n) || all->rows == MOST_GRAMS) continue;
    double total = (double)json_integer_value(json_array_get(totals, n - 1));
    all->row[all->rows++] = (counted){gram_hash(g), all->languages, (double)json_integer_value(value) / total};
  }
  // Capitals and small letters are one gram.
  qsort(all->row + from, all->rows - from, sizeof *all->row, by_hash);
  u32 to = from;
  for (u32 i = from; i < all->rows; i++) {
    if (to > from && all->row[to - 1].hash == all->row[i].hash) all->row[to - 1].p += all->row[i].p;
    else all->row[to++] = all->row[i];
  }
  all->rows = to;
  snprintf(all->name[all->languages++], sizeof all->name[0], STR_FMT, STR_ARG(name));
}

static bool script_tells(str name) {
  static const char *const told[] = {"bn", "el", "gu", "he", "ja", "kn", "ko", "ml", "pa", "ta", "te", "th", "zh-cn", "zh-tw"};
  for (u32 i = 0; i < COUNT_OF(told); i++)
    if (str_eq(name, str_of(told[i]))) return true;
  return false;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

// Profiles in the order of their names, whatever the order in the archive.
static void read_profiles(profiles *all, const char *dir) {
  tar_file *t = tar_open(dir, "langid/langdetect-profiles/profiles.tar.xz");
  str path, bytes;
  char *kept[128];
  u32 n = 0;
  while (tar_next(t, &path, &bytes) && n < 128) {
    kept[n] = malloc(path.n + bytes.n + 2);
    if (!kept[n]) exit(1);
    sprintf(kept[n++], STR_FMT "\n" STR_FMT, STR_ARG(path), STR_ARG(bytes));
  }
  tar_close(t);
  qsort(kept, n, sizeof *kept, by_name);
  for (u32 i = 0; i < n; i++) {
    str_cut_result cut = str_cut(str_of(kept[i]), '\n');
    str name = cut.head;
    while (str_find_byte(name, '/') < name.n) name = str_from(name, str_find_byte(name, '/') + 1);
    json_t *o = json_loadb(cut.tail.p, cut.tail.n, 0, NULL);
    if (o && !script_tells(name) && all->languages < MOST_LANGUAGES) add_profile(all, name, o);
    json_decref(o);
    free(kept[i]);
  }
}

static int by_number(const void *a, const void *b) {
  const u32 x = *(const u32 *)a, y = *(const u32 *)b;
  return (x > y) - (x < y);
}

// The most frequent grams of each language.
static u32 choose(const profiles *all, u32 *chosen) {
  u32 n = 0;
  counted *own = malloc(sizeof *own * all->rows);
  if (!own) exit(1);
  for (u32 l = 0; l < all->languages; l++) {
    u32 k = 0;
    for (u32 i = 0; i < all->rows; i++)
      if (all->row[i].language == l) own[k++] = all->row[i];
    qsort(own, k, sizeof *own, by_p);
    for (u32 i = 0; i < k && i < KEEP_EACH; i++) chosen[n++] = own[i].hash;
  }
  free(own);
  qsort(chosen, n, sizeof *chosen, by_number);
  u32 to = 0;
  for (u32 i = 0; i < n; i++)
    if (!to || chosen[to - 1] != chosen[i]) chosen[to++] = chosen[i];
  return to;
}

static u8 cost_of(double p) {
  double cost = -log(p) * LANGID_UNIT;
  return (u8)(cost > LANGID_MISSING ? LANGID_MISSING : cost);
}

int train_langid(int argc, char **argv) {
  if (argc < 3) return fprintf(stderr, "usage: stemma-train langid OUT DATADIR\n"), 2;
  static profiles all;
  all.row = malloc(sizeof *all.row * MOST_GRAMS);
  static u32 chosen[MOST_LANGUAGES * KEEP_EACH];
  if (!all.row) return 1;
  read_profiles(&all, argv[2]);
  u32 n = choose(&all, chosen);
  u8 *cost = malloc((size_t)n * all.languages);
  if (!cost) return 1;
  memset(cost, LANGID_MISSING, (size_t)n * all.languages);
  for (u32 i = 0; i < all.rows; i++) {
    const u32 *at = bsearch(&all.row[i].hash, chosen, n, sizeof *chosen, by_number);
    if (at) cost[(size_t)(at - chosen) * all.languages + all.row[i].language] = cost_of(all.row[i].p);
  }
  str names[MOST_LANGUAGES];
  for (u32 l = 0; l < all.languages; l++) names[l] = str_of(all.name[l]);
  out list = {0}, o = {0};
  strings_write(&list, names, all.languages);
  str part[] = {out_view(&list), {(const char *)chosen, n * sizeof *chosen}, {(const char *)cost, (size_t)n * all.languages}};
  parts_write(&o, LANGID_KIND, part, COUNT_OF(part));
  fprintf(stderr, "langid: %u languages, %u grams\n", all.languages, n);
  return chunk_write(argv[1], &o);
}
