#include "tally.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
  u64 key;
  u32 what, count;
} pair;

// Pairs as they come; sorting joins equal ones. `row[k]` is the first pair of key k.
struct tally {
  pair *all;
  tally_item *item;
  u32 len, cap, keys, *row;
};

static void *need(void *p) {
  if (p) return p;
  fprintf(stderr, "stemma-train: no memory\n");
  exit(1);
}

tally *tally_new(void) { return need(calloc(1, sizeof(tally))); }

void tally_free(tally *t) {
  free(t->all), free(t->item), free(t->row);
  free(t);
}

void tally_add(tally *t, u64 key, u32 what) {
  if (t->len == t->cap) {
    t->cap = t->cap ? 2 * t->cap : 1024;
    t->all = need(realloc(t->all, t->cap * sizeof *t->all));
  }
  t->all[t->len++] = (pair){key, what, 1};
}

static int by_pair(const void *a, const void *b) {
  const pair *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return x->what < y->what ? -1 : x->what > y->what;
}

static int by_count(const void *a, const void *b) {
  const pair *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  if (x->count != y->count) return x->count > y->count ? -1 : 1;
  return x->what < y->what ? -1 : x->what > y->what;
}

static void join_equal(tally *t) {
  u32 n = 0;
  for (u32 i = 0; i < t->len; i++) {
    if (n && t->all[n - 1].key == t->all[i].key && t->all[n - 1].what == t->all[i].what) t->all[n - 1].count++;
    else t->all[n++] = t->all[i];
  }
  t->len = n;
}

void tally_sort(tally *t) {
  if (!t->len) return;
  qsort(t->all, t->len, sizeof *t->all, by_pair);
  join_equal(t);
  qsort(t->all, t->len, sizeof *t->all, by_count);
  t->item = need(calloc(t->len, sizeof *t->item));
  t->row = need(calloc(t->len + 1u, sizeof *t->row));
  for (u32 i = 0; i < t->len; i++) {
    if (!i || t->all[i].key != t->all[i - 1].key) t->row[t->keys++] = i;
    t->item[i] = (tally_item){t->all[i].what, t->all[i].count};
  }
  t->row[t->keys] = t->len;
}

u32 tally_keys(const tally *t) { return t->keys; }

tally_row tally_at(const tally *t, u32 row) {
  u32 beg = t->row[row], end = t->row[row + 1], total = 0;
  for (u32 i = beg; i < end; i++) total += t->item[i].count;
  return (tally_row){t->all[beg].key, t->item + beg, end - beg, total};
}
