#include "model/tree.h"

enum { NEVER = -(1 << 29) };

typedef struct {
  u16 dep, head;
} arc;

// Nodes that were contracted into one, and the arcs that made them a cycle. Members are runs of the list of words.
typedef struct {
  u32 first, count;   // members [first, first + count)
} contraction;

typedef struct {
  u32 begin, end;     // first and last word of the member
  arc in;             // its arc of the cycle
} member;

typedef struct {
  i32 *score;         // [n][stride]
  arc *real;          // [n][stride] which arc of words stands for an arc of nodes
  u32 stride, active; // nodes that are left
  u32 *node;          // [active] the root first
  u32 *best;          // [n] the node from which the best arc comes
  u32 *begin, *end;   // [n] the words of a node as a run of a linked list
  u32 *next;          // [n]
  u8 *seen;           // [n]
  VEC(contraction) contractions;
  VEC(member) members;
} search;

static void choose_best(search *s, u32 v) {
  u32 best = s->node[0];
  const i32 *row = s->score + (size_t)v * s->stride;
  for (u32 j = 0; j < s->active; j++)
    if (s->node[j] != v && row[s->node[j]] > row[best]) best = s->node[j];
  s->best[v] = best;
}

// A node on a cycle of best arcs, 0 where there is none.
static u32 find_cycle(search *s) {
  for (u32 i = 0; i < s->active; i++) s->seen[s->node[i]] = 0;
  for (u32 i = 1; i < s->active; i++) {
    u32 v = s->node[i];
    while (v && !s->seen[v]) {
      s->seen[v] = 1;
      v = s->best[v];
    }
    if (v && s->seen[v] == 1) return v;
    for (v = s->node[i]; v && s->seen[v] == 1; v = s->best[v]) s->seen[v] = 2;
  }
  return 0;
}

static void copy_arc(search *s, u32 to, u32 from, i32 score) {
  s->score[to] = score;
  s->real[to] = s->real[from];
}

// Node v of the cycle joins node c: arcs into v may replace its arc of the cycle, arcs out of v are c's.
static void join(search *s, u32 c, u32 v, i32 lost, bool first) {
  for (u32 j = 0; j < s->active; j++) {
    u32 u = s->node[j];
    if (s->seen[u] == 3) continue;
    u32 in = v * s->stride + u, into = c * s->stride + u, from = u * s->stride + v, out = u * s->stride + c;
    if (first || s->score[in] - lost > s->score[into]) copy_arc(s, into, in, s->score[in] - lost);
    if (!first && s->score[from] > s->score[out]) copy_arc(s, out, from, s->score[from]);
  }
}

static void contract(search *s, arena *mem, u32 c) {
  contraction made = {s->members.len, 0};
  u32 v = c;
  do {
    s->seen[v] = 3;
    vec_push(mem, &s->members, ((member){s->begin[v], s->end[v], s->real[v * s->stride + s->best[v]]}));
    made.count++;
    v = s->best[v];
  } while (v != c);
  i32 *lost = NEWS(mem, i32, made.count);
  u32 i = 0;
  for (v = c, i = 0; i < made.count; i++, v = s->best[v]) lost[i] = s->score[v * s->stride + s->best[v]];
  for (v = c, i = 0; i < made.count; i++, v = s->best[v]) {
    join(s, c, v, lost[i], v == c);
    if (v == c) continue;
    s->next[s->end[c]] = s->begin[v];
    s->end[c] = s->end[v];
  }
  u32 kept = 0;
  for (u32 j = 0; j < s->active; j++)
    if (s->node[j] == c || s->seen[s->node[j]] != 3) s->node[kept++] = s->node[j];
  s->active = kept;
  // An arc out of a member is now one out of c, and as good; only c must look around again.
  for (u32 j = 1; j < s->active; j++)
    if (s->seen[s->best[s->node[j]]] == 3) s->best[s->node[j]] = c;
  choose_best(s, c);
  vec_push(mem, &s->contractions, made);
}

// Contractions are undone from the last: the member that an arc enters keeps it, the others take those of the cycle.
static void expand(const search *s, u32 *head) {
  for (u32 i = 1; i < s->active; i++) {
    arc a = s->real[s->node[i] * s->stride + s->best[s->node[i]]];
    head[a.dep] = a.head;
  }
  for (u32 c = s->contractions.len; c-- > 0;) {
    contraction k = s->contractions.at[c];
    for (u32 m = k.first; m < k.first + k.count; m++) {
      const member *one = &s->members.at[m];
      bool entered = false;
      for (u32 v = one->begin;; v = s->next[v]) {
        entered |= head[v] != UINT32_MAX;
        if (v == one->end) break;
      }
      if (!entered) head[one->in.dep] = one->in.head;
    }
  }
}

static void solve(arena *mem, const i32 *score, u32 stride, u32 words, u32 *head) {
  u32 n = words + 1;
  search s = {.score = ROOM(mem, i32, (size_t)n * n), .real = ROOM(mem, arc, (size_t)n * n), .stride = n, .active = n,
              .node = NEWS(mem, u32, n), .best = NEWS(mem, u32, n), .begin = NEWS(mem, u32, n), .end = NEWS(mem, u32, n),
              .next = NEWS(mem, u32, n), .seen = NEWS(mem, u8, n)};
  for (u32 d = 0; d < n; d++) {
    s.node[d] = s.begin[d] = s.end[d] = d;
    head[d] = UINT32_MAX;
    for (u32 h = 0; h < n; h++) {
      s.score[d * n + h] = score[(size_t)d * stride + h];
      s.real[d * n + h] = (arc){(u16)d, (u16)h};
    }
  }
  for (u32 d = 1; d < n; d++) choose_best(&s, d);
  for (u32 c; (c = find_cycle(&s));) contract(&s, mem, c);
  expand(&s, head);
}

// Most sentences: the best head of each word is a tree already.
static bool greedy_tree(const i32 *score, u32 stride, u32 words, u32 *head) {
  u8 seen[MOST_WORDS + 1] = {1};
  for (u32 d = 1; d <= words; d++) {
    const i32 *row = score + (size_t)d * stride;
    u32 best = 0;
    for (u32 h = 1; h <= words; h++)
      if (h != d && row[h] > row[best]) best = h;
    head[d] = best;
  }
  for (u32 d = 1; d <= words; d++) {
    u32 v = d;
    for (; !seen[v]; v = head[v]) seen[v] = 2;
    if (seen[v] == 2) return false;
    for (v = d; seen[v] == 2; v = head[v]) seen[v] = 1;
  }
  return true;
}

static u32 roots_of(const u32 *head, u32 words) {
  u32 roots = 0;
  for (u32 d = 1; d <= words; d++) roots += !head[d];
  return roots;
}

// Of several roots that which scores best as one stays; no other word may hang there.
static void keep_one_root(i32 *score, u32 stride, u32 words, const u32 *head) {
  u32 root = 0;
  for (u32 d = 1; d <= words; d++)
    if (!head[d] && (!root || score[(size_t)d * stride] > score[(size_t)root * stride])) root = d;
  for (u32 d = 1; d <= words; d++)
    if (d != root) score[(size_t)d * stride] = NEVER;
}

// An arc from inside another to outside of it. Of the root's arc only what reaches over it counts.
static bool crosses(const u32 *head, u32 words) {
  for (u32 d = 1; d <= words; d++) {
    u32 lo = MIN(d, head[d]), hi = MAX(d, head[d]);
    for (u32 k = lo + 1; k < hi; k++)
      if (head[k] < lo || head[k] > hi) return true;
  }
  return false;
}

void tree_crossing(arena *mem, i32 *score, u32 stride, u32 words, u32 *head) {
  arena_mark here = arena_here(mem);
  solve(mem, score, stride, words, head);
  if (roots_of(head, words) != 1) {
    keep_one_root(score, stride, words, head);
    solve(mem, score, stride, words, head);
  }
  arena_back(mem, here);
}

// The best tree of all is the best without crossing arcs, too, where none of its arcs cross; most often it is.
void tree_best(arena *mem, i32 *score, u32 stride, u32 words, u32 *head) {
  bool small = words <= MOST_PROJECTIVE;
  if (!greedy_tree(score, stride, words, head)) {
    arena_mark here = arena_here(mem);
    solve(mem, score, stride, words, head);
    arena_back(mem, here);
  }
  if (roots_of(head, words) == 1 && !(small && crosses(head, words))) return;
  if (small) tree_projective(mem, score, stride, words, head);
  else tree_crossing(mem, score, stride, words, head);
}
