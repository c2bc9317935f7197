#include "input/main_text.h"

#include "input/block_features.h"
#include "input/line.h"
#include "model/kit.h"

enum { FEW_WORDS = 10, LEAST_WORDS = 30, RULE_WORDS = 60 };

static const float threshold = 0.5f, low_threshold = 0.2f;

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

static u32 words_kept(const page *p, const bool *keep) {
  u32 n = 0;
  for (u32 i = 0; i < p->blocks.len; i++)
    if (keep[i]) n += count_words(page_str(p, p->blocks.at[i].at));
  return n;
}

static u32 keep_above(const page *p, const float *sure, float least, bool *keep) {
  for (u32 i = 0; i < p->blocks.len; i++) keep[i] = sure[i] > least;
  return words_kept(p, keep);
}

void main_text(const page *p, const page_facts *f, const kit *k, bool *keep) {
  str chunk = pack_chunk(k->pack, "html");
  u32 passes = (u32)(chunk.n / sizeof(block_weights));
  if (!passes || chunk.n != passes * sizeof(block_weights)) {
    keep_by_rule(p, keep);
    return;
  }
  const block_weights *pass = (const block_weights *)(const void *)chunk.p;
  u32 n = p->blocks.len;
  block_view v = block_view_of(p, f);
  block_row *rows = NEWS(p->mem, block_row, n + 1);
  block_brief *briefs = NEWS(p->mem, block_brief, n + 1);
  u8 *step = NEWS(p->mem, u8, n + 1);
  float *sure = NEWS(p->mem, float, n + 1);
  for (u32 i = 0; i < n; i++) {
    block_features(&v, i, &rows[i]);
    briefs[i] = block_brief_of(&v, i);
    if (i) step[i] = (u8)block_step(&v, i);
  }
  for (u32 i = 0; i < passes; i++) {
    if (i) block_context(p->mem, briefs, sure, n, rows);
    block_solve(p->mem, &pass[i], rows, step, n, sure);
  }
  if (keep_above(p, sure, threshold, keep) >= LEAST_WORDS || keep_above(p, sure, low_threshold, keep) >= LEAST_WORDS) return;
  // A page unlike all that were learned from: where the rule finds much text, that is it.
  keep_by_rule(p, keep);
  if (words_kept(p, keep) < RULE_WORDS) keep_above(p, sure, threshold, keep);
}
