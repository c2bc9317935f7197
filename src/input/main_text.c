#include "input/main_text.h"

#include "input/block_features.h"
#include "input/line.h"
#include "model/kit.h"

enum { FEW_WORDS = 10 };

static const float threshold = 0.5f;

static bool is_linked(const block *b) { return 3 * b->links > span_len(b->at); }

// Words of running text count for the element that holds them, half for the one above it (Readability's rule).
u32 main_element(const page *p) {
  u32 *score = NEWS(p->mem, u32, p->elements.len), best = 0;
  for (u32 i = 0; i < p->blocks.len; i++) {
    const block *b = &p->blocks.at[i];
    u32 n = count_words(page_str(p, b->at));
    if (n < FEW_WORDS || is_linked(b) || b->hidden) continue;
    u32 above = p->elements.at[b->element].parent, top = above ? p->elements.at[above].parent : 0;
    score[above] += 2 * n;
    score[top] += n;
  }
  for (u32 e = 1; e < p->elements.len; e++)
    if (score[e] > score[best] || !best) best = e;
  return best;
}

static bool in_furniture(const page *p, u32 e, u32 top) {
  for (; e && e != top; e = p->elements.at[e].parent) {
    GumboTag tag = p->elements.at[e].el->tag;
    if (tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_FOOTER || tag == GUMBO_TAG_FORM) return true;
  }
  return false;
}

void keep_by_rule(const page *p, bool *keep) {
  u32 top = main_element(p);
  for (u32 i = 0; i < p->blocks.len; i++) {
    const block *b = &p->blocks.at[i];
    keep[i] = element_below(p, b->element, top) && !in_furniture(p, b->element, top) && !is_linked(b) && !b->hidden;
  }
}

void main_text(const page *p, const page_facts *f, const kit *k, bool *keep) {
  str chunk = pack_chunk(k->pack, "html");
  if (chunk.n != BLOCK_SLOTS * sizeof(float) + BLOCK_STEPS * sizeof(pair_scores)) {
    keep_by_rule(p, keep);
    return;
  }
  const float *weight = (const float *)(const void *)chunk.p;
  const pair_scores *steps = (const pair_scores *)(const void *)(weight + BLOCK_SLOTS);
  u32 n = p->blocks.len;
  block_view v = block_view_of(p, f);
  float *yes = NEWS(p->mem, float, n + 1), *sure = NEWS(p->mem, float, n + 1);
  pair_scores *pair = NEWS(p->mem, pair_scores, n + 1);
  block_row row;
  for (u32 i = 0; i < n; i++) {
    block_features(&v, i, &row);
    for (u32 j = 0; j < row.len; j++) yes[i] += weight[row.slot[j]];
    if (i) pair[i] = steps[block_step(&v, i)];
  }
  yes_chain c = {.len = n, .yes = yes, .pair = pair, .p = sure};
  yes_chain_solve(p->mem, &c);
  for (u32 i = 0; i < n; i++) keep[i] = sure[i] > threshold;
}
