#include "output/edits.h"

#include "base/hash.h"
#include "output/word_diff.h"

// More paragraphs than this between the first and the last change are compared as one: the table is quadratic.
enum { MOST_PARAGRAPHS = 1000 };

typedef struct {
  str text;
  span *at;    // [len]
  u64 *key;    // [len] of its words
  u32 len;
} paragraphs;

typedef struct {
  edit *at;
  u32 len, cap;
} edit_list;

// ---- paragraphs

static u64 key_of(str s) {
  u64 key = 0;
  for (s = str_trim(s); s.n; s = str_trim(s)) {
    size_t n = 0;
    while (n < s.n && !is_space(s.p[n])) n++;
    key = hash_mix(key, hash_str(str_sub(s, 0, n)));
    s = str_from(s, n);
  }
  return key;
}

static span next_part(str *parts, str text) {
  str pair = str_token(parts, ' ');
  str_cut_result ends = str_cut(pair, '-');
  i64 beg = 0, end = 0;
  if (!str_to_int(ends.head, &beg) || !str_to_int(ends.tail, &end) || beg < 0 || end < beg || (u64)end > text.n) return (span){0};
  return (span){(u32)beg, (u32)end};
}

static paragraphs split(arena *mem, str text, str parts) {
  VEC(span) list = {0};
  bool all = !parts.n;
  while (all || parts.n) {
    span part = all ? (span){0, (u32)text.n} : next_part(&parts, text);
    all = false;
    for (u32 beg = part.beg, end; beg < part.end; beg = end + 1) {
      end = beg + (u32)str_find_byte(str_sub(text, beg, part.end), '\n');
      if (str_trim(str_sub(text, beg, end)).n) vec_push(mem, &list, ((span){beg, end}));
    }
  }
  paragraphs p = {text, list.at, NEWS(mem, u64, list.len + 1), list.len};
  for (u32 i = 0; i < p.len; i++) p.key[i] = key_of(str_sub(text, p.at[i].beg, p.at[i].end));
  return p;
}

// ---- words

// The words of some paragraphs as one text, and the way back from it.
typedef struct {
  str text;
  const paragraphs *from;
  u32 first, len;
  u32 *begins;   // [len] of each paragraph in `text`
} joined;

static joined join(arena *mem, const paragraphs *p, u32 first, u32 end) {
  size_t n = 0;
  for (u32 i = first; i < end; i++) n += span_len(p->at[i]) + 1;
  char *all = NEWS(mem, char, n + 1);
  joined j = {{all, n}, p, first, end - first, NEWS(mem, u32, end - first + 1)};
  size_t at = 0;
  for (u32 i = first; i < end; i++) {
    j.begins[i - first] = (u32)at;
    memcpy(all + at, p->text.p + p->at[i].beg, span_len(p->at[i]));
    at += span_len(p->at[i]);
    all[at++] = '\n';
  }
  return j;
}

static span origin(const joined *j, span word) {
  u32 i = j->len - 1;
  while (i && j->begins[i] > word.beg) i--;
  u32 shift = j->from->at[j->first + i].beg - j->begins[i];
  return (span){word.beg + shift, word.end + shift};
}

static void put(arena *mem, edit_list *to, const joined *j, diff_word w, edit_kind kind, u32 hunk) {
  vec_push(mem, to, ((edit){origin(j, w.at), kind, hunk}));
}

// Removed words stand before those added in their place.
static void put_hunk(arena *mem, edit_list *to, const joined *a, const joined *b) {
  diff_words wa, wb;
  u32 i = 0, j = 0, hunk = to->len ? to->at[to->len - 1].hunk + 1 : 0;
  word_diff_exact(mem, a->text, b->text, &wa, &wb);
  while (i < wa.len || j < wb.len) {
    while (i < wa.len && !wa.at[i].common) put(mem, to, a, wa.at[i++], EDIT_REMOVED, hunk);
    while (j < wb.len && !wb.at[j].common) put(mem, to, b, wb.at[j++], EDIT_ADDED, hunk);
    if (i < wa.len && j < wb.len) put(mem, to, b, wb.at[j++], EDIT_KEPT, hunk), i++;
  }
}

static void put_range(arena *mem, edit_list *to, const paragraphs *a, span in_a, const paragraphs *b, span in_b) {
  if (span_empty(in_a) && span_empty(in_b)) return;
  joined ja = join(mem, a, in_a.beg, in_a.end), jb = join(mem, b, in_b.beg, in_b.end);
  put_hunk(mem, to, &ja, &jb);
}

// Longest common subsequence of the paragraphs in the middle; what lies between those kept is a hunk.
static void put_middle(arena *mem, edit_list *to, const paragraphs *a, span in_a, const paragraphs *b, span in_b) {
  u32 la = span_len(in_a), lb = span_len(in_b), wide = lb + 1;
  const u64 *ka = a->key + in_a.beg, *kb = b->key + in_b.beg;
  if (la > MOST_PARAGRAPHS || lb > MOST_PARAGRAPHS) {
    put_range(mem, to, a, in_a, b, in_b);
    return;
  }
  u16 *best = NEWS(mem, u16, ((size_t)la + 1) * wide);
  for (u32 i = la; i-- > 0;)
    for (u32 j = lb; j-- > 0;)
      best[i * wide + j] = ka[i] == kb[j] ? (u16)(best[(i + 1) * wide + j + 1] + 1)
                                          : MAX(best[(i + 1) * wide + j], best[i * wide + j + 1]);
  u32 i = 0, j = 0, from_i = 0, from_j = 0;
  while (i < la && j < lb) {
    if (ka[i] == kb[j]) {
      put_range(mem, to, a, (span){in_a.beg + from_i, in_a.beg + i}, b, (span){in_b.beg + from_j, in_b.beg + j});
      from_i = ++i;
      from_j = ++j;
    } else if (best[(i + 1) * wide + j] >= best[i * wide + j + 1]) {
      i++;
    } else {
      j++;
    }
  }
  put_range(mem, to, a, (span){in_a.beg + from_i, in_a.end}, b, (span){in_b.beg + from_j, in_b.end});
}

edits edits_between(arena *mem, str old_text, str old_parts, str new_text, str new_parts) {
  paragraphs a = split(mem, old_text, old_parts), b = split(mem, new_text, new_parts);
  u32 head = 0, tail = 0;
  edit_list list = {0};
  while (head < a.len && head < b.len && a.key[head] == b.key[head]) head++;
  while (tail < a.len - head && tail < b.len - head && a.key[a.len - 1 - tail] == b.key[b.len - 1 - tail]) tail++;
  put_middle(mem, &list, &a, (span){head, a.len - tail}, &b, (span){head, b.len - tail});
  return (edits){list.at, list.len};
}
