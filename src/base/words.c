#include "base/words.h"

#include "base/hash.h"

struct words {
  arena *mem;
  VEC(str) all;       // [id]
  u32 *slot;          // [slots] id, 0 = free; a power of two, at most half full
  u32 slots;
};

enum { FIRST_SLOTS = 1024 };

words *words_new(arena *mem) {
  words *w = NEW(mem, words);
  w->mem = mem;
  w->slots = FIRST_SLOTS;
  w->slot = NEWS(mem, u32, w->slots);
  vec_push(mem, &w->all, (str){0});
  return w;
}

// The slot that holds s, or the free one where it belongs.
static u32 *place(const words *w, str s) {
  u32 i = (u32)hash_str(s) & (w->slots - 1);
  while (w->slot[i] && !str_eq(w->all.at[w->slot[i]], s)) i = (i + 1) & (w->slots - 1);
  return &w->slot[i];
}

static void widen(words *w) {
  w->slots *= 2;
  w->slot = NEWS(w->mem, u32, w->slots);
  for (u32 id = 1; id < w->all.len; id++) *place(w, w->all.at[id]) = id;
}

word words_id(words *w, str s) {
  if (!s.n) return 0;
  u32 *at = place(w, s);
  if (*at) return *at;
  if (2 * w->all.len >= w->slots) {
    widen(w);
    at = place(w, s);
  }
  *at = w->all.len;
  vec_push(w->mem, &w->all, str_copy(w->mem, s));
  return w->all.len - 1;
}

word words_find(const words *w, str s) { return s.n ? *place(w, s) : 0; }
str words_str(const words *w, word id) { return w->all.at[id]; }
u32 words_count(const words *w) { return w->all.len; }
