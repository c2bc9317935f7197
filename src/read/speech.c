// From the content at a cue to the whole of what was said: quotations are followed to their ends, over sentences and
// paragraphs; quotations without a cue of their own go on with the last speaker.
#include "read/attrib.h"

static const float FRAMED_P = .8f, QUOTED_P = .9f, LABEL_P = .95f;   // of what no model was asked about: who speaks, and that it is speech

enum { SHORTEST_SPEECH = 4, SHORTEST_SENTENCE = 2 };   // words of a quotation without a cue; shorter ones are titles and scare quotes

static bool strip_mark(const doc *d, u32 t) {
  if (is_word(d, t)) return false;
  str s = token_str(d, t);
  return !(s.n == 1 && strchr("$%#&@)]([", s.p[0]));
}

// Without marks and punctuation at the ends, and without a leading "that".
static run bare(const scene *s, run r) {
  const doc *d = s->d;
  while (r.from < r.to && strip_mark(d, r.from)) r.from++;
  while (r.from < r.to && strip_mark(d, r.to - 1)) r.to--;
  return r;
}

// A cue vouches for the whole of each quotation that its content touches. Quotations that hold the cue, too, are not
// followed: it speaks from within.
static span widen(const scene *s, run r, u32 own) {
  span at = token_span(s->d, r.from, r.to);
  u32 first = s->inside[r.from], last = s->inside[r.to - 1];
  if (first && first != own) at.beg = MIN(at.beg, s->q.at[first].inner.beg);
  if (last && last != own) at.end = MAX(at.end, s->q.at[last].inner.end);
  return at;
}

static span bare_span(const doc *d, span at) {
  while (at.end > at.beg && strchr(" \t\r\n,.;:", d->text.p[at.end - 1])) at.end--;
  while (at.end > at.beg && is_space(d->text.p[at.beg])) at.beg++;
  return at;
}

// Later pieces of a quotation that runs over several paragraphs.
static void add_rest(const scene *s, u32 q, spans *to, u32 most) {
  for (u32 i = q + 1; i < s->q.len && i < q + 64 && to->len < most; i++)
    if (s->q.at[i].group == s->q.at[q].group && !s->q.at[i].depth) to->at[to->len++] = bare_span(s->d, s->q.at[i].inner);
}

// Earlier pieces of it: of paragraphs that each open with a mark the first ones never close.
static void add_before(const scene *s, u32 q, spans *to, u32 most) {
  enum { BACK = 16 };
  u32 first = s->q.at[q].group;
  for (u32 i = first + (q - first > BACK ? q - first - BACK : 0); i < q && to->len < most; i++)
    if (s->q.at[i].group == first && !s->q.at[i].depth) to->at[to->len++] = bare_span(s->d, s->q.at[i].inner);
}

static void add_span(spans *list, u32 most, span at) {
  if (span_empty(at) || list->len == most) return;
  for (u32 i = 0; i < list->len; i++)
    if (span_meets(list->at[i], at)) {
      list->at[i] = (span){MIN(list->at[i].beg, at.beg), MAX(list->at[i].end, at.end)};
      return;
    }
  list->at[list->len++] = at;
}

static void write_content(scene *s, saying *a) {
  enum { MOST = PIECES_MOST + 8 };
  spans found = {NEWS(s->mem, span, MOST), 0};
  for (u32 i = 0; i < a->pieces; i++) {
    run r = bare(s, a->piece[i]);
    if (r.from >= r.to) continue;
    u32 own = a->anchor ? s->inside[a->anchor] : 0;
    span at = widen(s, r, own);
    u32 q = s->inside[r.to - 1], q_first = s->inside[r.from];
    if (q_first && q_first != own && s->q.at[q_first].group != q_first) add_before(s, q_first, &found, MOST);
    add_span(&found, MOST, bare_span(s->d, at));
    if (q && q != own && at.end >= s->q.at[q].inner.end) add_rest(s, q, &found, MOST);
  }
  a->content = found;
}

// A quotation that is a sentence of its own: it begins its sentence, or follows a colon, and has words enough.
static bool stands_alone(const scene *s, u32 q) {
  const quote *at = &s->q.at[q];
  const doc *d = s->d;
  u32 row = sentence_at(d, at->inner.beg), words_in = words_within(d, at->inner, SHORTEST_SPEECH);
  bool whole = row && d->sentences.at[row].at.beg >= at->outer.beg && d->sentences.at[row].at.end <= at->outer.end;
  if (at->depth || words_in < (whole ? SHORTEST_SENTENCE : SHORTEST_SPEECH)) return false;
  u32 lead = row ? d->sentences.at[row].at.beg : at->outer.beg;
  bool begins = at->outer.beg <= lead;
  u32 before = at->outer.beg;
  while (before && is_space(d->text.p[before - 1])) before--;
  if (!begins && before && d->text.p[before - 1] == ':') begins = true;
  u32 tail = at->outer.end;
  bool ends = at->inner.end > at->inner.beg && strchr(".?!,", d->text.p[at->inner.end - 1]);
  if (tail < d->text.n && strchr(".?!", d->text.p[tail])) ends = true;
  return begins && ends;
}

// The last saying with a quotation or speech whose content or cue ends before the byte, within two paragraphs.
static u32 speaker_before(const scene *s, const sayings *all, u32 byte) {
  const doc *d = s->d;
  u32 here = d->sentences.at[sentence_at(d, byte)].paragraph, best = 0, best_end = 0;
  for (u32 i = all->len; i-- > 1 && all->len - i < 64;) {
    const saying *a = &all->at[i];
    if (!a->content.len || !a->anchor) continue;
    u32 end = MAX(spans_hull(a->content).end, d->tokens.at[a->cue.to - 1].end);
    u32 paragraph = d->sentences.at[d->tokens.sentence[a->anchor]].paragraph;
    if (end <= byte && paragraph + 1 >= here && a->source.head && end > best_end && !s->inside[a->anchor]) best = i, best_end = end;
  }
  return best;
}

// ---- words that are shown twice: a quotation lifted out of the text between its paragraphs

enum { TWIN_WORDS = 4, MARKS_MOST = 8 };   // words that begin it must be the same, then all the others; marks between two words

typedef struct {
  u32 *first;       // [mask + 1] a token of a quotation with a cue where such words begin, 0 = none
  u32 mask, *by;    // [quotes] the saying that speaks for a quotation, 0 = none
} twins;

static u32 next_word(const doc *d, u32 t) {
  for (u32 n = 0; t < d->tokens.len && !is_word(d, t); n++, t++)
    if (n == MARKS_MOST) return d->tokens.len;
  return t;
}

static u64 hash_of_words(const doc *d, u32 t) {
  u64 h = 0;
  for (u32 n = 0; n < TWIN_WORDS && (t = next_word(d, t)) < d->tokens.len; n++, t++) h = hash_mix(h, d->tokens.low[t]);
  return h;
}

static twins twins_of(const scene *s, u32 *by) {
  const doc *d = s->d;
  twins w = {.mask = 255, .by = by};
  while (w.mask < d->tokens.len) w.mask = 2 * w.mask + 1;
  w.first = NEWS(s->mem, u32, w.mask + 1);
  for (u32 t = 1; t < d->tokens.len; t++) {
    if (!by[s->inside[t]] || !is_word(d, t)) continue;
    u32 *cell = &w.first[hash_of_words(d, t) & w.mask];
    if (!*cell) *cell = t;
  }
  return w;
}

// The saying whose quotation holds the same words as this one, 0 = none.
static u32 twin_of(const scene *s, const twins *w, u32 q) {
  const doc *d = s->d;
  u32 t = next_word(d, token_at(d, s->q.at[q].inner.beg)), other = w->first[hash_of_words(d, t) & w->mask], of = other ? w->by[s->inside[other]] : 0;
  for (u32 o = other; of && t < d->tokens.len && d->tokens.at[t].beg < s->q.at[q].inner.end; t = next_word(d, t + 1), o = next_word(d, o + 1))
    if (o >= d->tokens.len || d->tokens.low[t] != d->tokens.low[o]) return 0;
  return of;
}

// ---- quotations without a cue

// Of a verb, behind the token `first`; 0 = none. The quotation may have left it one of its own.
static u32 subject_behind(const scene *s, u32 verb, u32 first) {
  const tokens *k = &s->d->tokens;
  for (u32 t = first; t < verb; t++)
    if (k->head[t] == verb && rel_is(k->rel[t], REL_NSUBJ)) return t;
  return 0;
}

// `"Why?" Ann Lee asked Ray.`: right behind the quotation a verb of speech that the model took for no cue.
static bool take_framed(scene *s, sayings *all, u32 q) {
  enum { FRAME_WORDS = 8 };
  const doc *d = s->d;
  u32 first = token_at(d, s->q.at[q].outer.end);
  for (u32 t = first; t < d->tokens.len && t < first + FRAME_WORDS && d->tokens.sentence[t] == d->tokens.sentence[first - 1]; t++) {
    bool speaks = d->tokens.upos[t] == UPOS_VERB && (lex_says(s->cue[t], "speech") || lex_says(s->cue[t], "ask"));
    u32 subject = speaks && !s->inside[t] ? subject_behind(s, t, first) : 0;
    if (!subject) continue;
    saying a = {.anchor = t, .cue = {t, t + 1}, .source = scene_phrase(s, subject), .pieces = 1, .p_cue = FRAMED_P, .p_source = FRAMED_P, .p_content = QUOTED_P};
    a.piece[0] = (run){token_at(d, s->q.at[q].inner.beg), token_at(d, s->q.at[q].inner.end)};
    vec_push(s->mem, all, a);
    write_content(s, &all->at[all->len - 1]);
    return true;
  }
  return false;
}

// A quotation right after a direct one by the same speaker, in the paragraph, is one more piece of it.
static void go_on(scene *s, sayings *all, const twins *w, u32 q) {
  const doc *d = s->d;
  if (take_framed(s, all, q)) return;
  span inner = bare_span(d, s->q.at[q].inner);
  u32 twin = twin_of(s, w, q), by = twin ? twin : speaker_before(s, all, inner.beg);
  if (!by) return;
  saying *a = &all->at[by];
  u32 row = sentence_at(d, inner.beg), said_in = d->tokens.sentence[a->anchor];
  bool next = !twin && row && row <= said_in + 1 && d->sentences.at[row].paragraph == d->sentences.at[said_in].paragraph;
  if (next && saying_type(s, a->content) != SAY_INDIRECT && a->content.len + 2 < PIECES_MOST + 8) {
    a->content.at[a->content.len++] = inner;
    add_rest(s, q, &a->content, PIECES_MOST + 8);
    return;
  }
  saying more = {.carried = by, .content = {NEWS(s->mem, span, PIECES_MOST + 8), 1}, .p_cue = FRAMED_P, .p_source = FRAMED_P, .p_content = QUOTED_P};
  more.content.at[0] = inner;
  add_rest(s, q, &more.content, PIECES_MOST + 8);
  more.piece[0] = (run){token_at(d, inner.beg), token_at(d, inner.end)};
  more.pieces = 1;
  vec_push(s->mem, all, more);
}

// A block quotation without marks is somebody's only where a colon leads to it.
static bool unled(const scene *s, u32 q) {
  const doc *d = s->d;
  u32 beg = s->q.at[q].outer.beg, before = beg;
  if (d->text.p[beg] != '>') return false;
  while (before && is_space(d->text.p[before - 1])) before--;
  return !before || d->text.p[before - 1] != ':';
}

// Notes the quotations that this saying speaks for, from outside.
static void take_quotes(const scene *s, const sayings *all, u32 row, u32 *by) {
  const doc *d = s->d;
  const saying *a = &all->at[row];
  for (u32 j = 0; j < a->content.len; j++)
    for (u32 t = token_at(d, a->content.at[j].beg), n = 0; t < d->tokens.len && d->tokens.at[t].beg < a->content.at[j].end && n < 4 * REACH; t++, n++) {
      u32 q = s->inside[t];
      if (q && q != s->inside[a->anchor]) by[s->q.at[q].group] = by[q] = row;
    }
}

// Turns are said by those whose labels stand before them.
static void read_turns(scene *s, sayings *all) {
  for (u32 q = 1; q < s->q.len; q++) {
    const speaker_label *by = &s->q.at[q].by;
    if (!by->label_end || s->q.at[q].group != q) continue;
    run name = {by->label, by->label_end}, said = {token_at(s->d, s->q.at[q].inner.beg), token_at(s->d, s->q.at[q].inner.end)};
    saying a = {.anchor = by->label_end, .cue = {by->label_end, by->label_end + 1}, .source = {name, by->who}, .pieces = 1,
                .p_cue = LABEL_P, .p_source = LABEL_P, .p_content = LABEL_P};
    a.piece[0] = said;
    vec_push(s->mem, all, a);
  }
}

void follow_quotes(scene *s, sayings *all) {
  read_turns(s, all);
  for (u32 i = 1; i < all->len; i++) write_content(s, &all->at[i]);
  u32 cued = all->len;
  u32 *by = NEWS(s->mem, u32, s->q.len + 1);
  for (u32 i = 1; i < cued; i++) take_quotes(s, all, i, by);
  twins shown_twice = twins_of(s, by);
  for (u32 q = 1; q < s->q.len; q++)
    if (!by[q] && s->q.at[q].group == q && stands_alone(s, q) && !unled(s, q))
      go_on(s, all, &shown_twice, q);
}

attribution_type saying_type(const scene *s, spans content) {
  const doc *d = s->d;
  u32 in = 0, outside = 0;
  for (u32 i = 0; i < content.len; i++)
    for (u32 t = token_at(d, content.at[i].beg), n = 0; t < d->tokens.len && d->tokens.at[t].beg < content.at[i].end && n < 8 * REACH; t++, n++)
      if (is_word(d, t)) s->inside[t] ? in++ : outside++;
  return !in ? SAY_INDIRECT : outside ? SAY_MIXED : SAY_DIRECT;
}
