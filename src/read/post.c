// Posts that an article embeds as plain text: "The quay is safe. pic.twitter.com/1 — Ann Lee (@annlee) April 3, 2016". The words
// before the dash are the poster's; the handle is their cue.
#include "read/attrib.h"

enum { NAME_MOST = 8, WORDS_LEAST = 3, LINK_MOST = 200, POST_MOST = 400 };   // tokens, words, bytes, tokens

static bool is_at(const doc *d, u32 t, const char *s) { return t < d->tokens.len && str_eq(token_str(d, t), str_of(s)); }

static bool is_dash(const doc *d, u32 t) { return is_at(d, t, "—") || is_at(d, t, "–") || is_at(d, t, "--") || is_at(d, t, "-"); }

// Of an address, between blanks; it may be glued to the word before it.
static bool is_link(const doc *d, u32 t) {
  span at = d->tokens.at[t];
  while (at.beg && !is_space(d->text.p[at.beg - 1]) && at.end - at.beg < LINK_MOST) at.beg--;
  while (at.end < d->text.n && !is_space(d->text.p[at.end]) && at.end - at.beg < LINK_MOST) at.end++;
  str s = doc_str(d, at);
  return str_find(s, S("://")) < s.n || str_find(s, S("pic.twitter.com")) < s.n;
}

// "(@handle) April 3": the handle's token, 0 where t opens no such thing.
static u32 handle_at(const doc *d, u32 t) {
  str handle = t + 4 < d->tokens.len ? token_str(d, t + 1) : (str){0};
  bool dated = handle.n > 1 && handle.p[0] == '@' && is_at(d, t + 2, ")") && lex_has(LEX_MONTHS, low_str(d, t + 3)) && d->tokens.upos[t + 4] == UPOS_NUM;
  return dated && is_at(d, t, "(") ? t + 1 : 0;
}

// The dash before the poster's name, 0 = none.
static u32 dash_before(const doc *d, u32 bracket) {
  for (u32 t = bracket; t-- > 1 && bracket - t <= NAME_MOST;)
    if (is_dash(d, t)) return t + 1 < bracket ? t : 0;
  return 0;
}

static u32 paragraph_at(const doc *d, u32 token) { return d->sentences.at[d->tokens.sentence[token]].paragraph; }

// The words of the paragraph before the dash or, where it has none, of the paragraph before.
static run posted(const doc *d, u32 dash) {
  run r = {dash, dash};
  u32 paragraph = paragraph_at(d, dash);
  while (r.from > 1 && dash - r.from < POST_MOST && paragraph_at(d, r.from - 1) == paragraph) r.from--;
  if (r.from == dash && dash > 1) {
    paragraph = paragraph_at(d, dash - 1);
    while (r.from > 1 && dash - r.from < POST_MOST && paragraph_at(d, r.from - 1) == paragraph) r.from--;
  }
  while (r.to > r.from && (is_link(d, r.to - 1) || !is_word(d, r.to - 1))) r.to--;
  return r;
}

static bool has_words(const doc *d, run r) {
  u32 n = 0;
  for (u32 t = r.from; t < r.to && n < WORDS_LEAST; t++) n += is_word(d, t);
  return n == WORDS_LEAST;
}

void read_posts(scene *s, sayings *all) {
  const doc *d = s->d;
  for (u32 t = 1; t < d->tokens.len; t++) {
    u32 handle = handle_at(d, t), dash = handle ? dash_before(d, t) : 0;
    run said = dash ? posted(d, dash) : (run){0, 0}, name = {dash + 1, t};
    if (!dash || !has_words(d, said)) continue;
    saying a = {.anchor = handle, .cue = {handle, handle + 1}, .source = {name, head_of_run(d, name)}, .pieces = 1,
                .p_cue = .95f, .p_source = .95f, .p_content = .95f};
    a.piece[0] = said;
    vec_push(s->mem, all, a);
  }
}
