#include "read/quote.h"

#include "base/utf8.h"
#include "model/lexicon.h"

// A mark says for itself, by its shape and its neighbours, whether it may open or close; a stack a paragraph does the rest.
typedef enum { FAMILY_DOUBLE, FAMILY_SINGLE, FAMILY_ANGLE, FAMILY_ANGLE_SINGLE } family;
enum { MAY_OPEN = 1, MAY_CLOSE = 2, POSSESSIVE = 4 };
enum { DEEPEST = 6, LONGEST_ELISION = 8 };

typedef struct {
  span at;
  u8 family, can;
  u32 next_close, next_open;   // single marks: the rows of the next that may close, open; 0 = none
} mark;

typedef struct {
  u32 row;          // of the quotation that it opened
  u8 family;
} open_mark;

typedef struct {
  const doc *d;
  arena *mem;
  VEC(mark) marks;
  VEC(quote) found;
  open_mark stack[DEEPEST];
  u32 depth;
  u32 carried;      // the quotation that goes on in the next paragraph, 0 = none
  turn_pieces turns;
  u32 turn, turn_group;   // the next of them; the first piece of the last one
} matcher;

static bool code_is_left(u32 c) {    // what a quotation may follow
  return !c || code_is_space(c) || c == '(' || c == '[' || c == '{' || c == '-' || c == '/' || c == '>' ||
         (c >= 0x2010 && c <= 0x2015) || c == '"' || c == '\'' || c == 0x201C || c == 0x2018 || c == 0xAB || c == 0x201E;
}

static bool code_is_right(u32 c) {   // what may follow a quotation
  return !c || code_is_space(c) || (c < 0x80 && strchr(".,;:!?)]}-/<", (int)c)) || (c >= 0x2010 && c <= 0x2015) || c == 0x2026 ||
         c == '"' || c == '\'' || c == 0x201D || c == 0x2019 || c == 0xBB;
}

// The word after an apostrophe is one that drops its beginning, or a short year: '90s.
static bool elided(str text, size_t from) {
  size_t end = from;
  while (end < text.n && end - from < LONGEST_ELISION && is_alnum(text.p[end])) end++;
  if (end > from && is_digit(text.p[from])) return end - from <= 3 && end - from >= 2 && is_digit(text.p[from + 1]);
  char low[LONGEST_ELISION];
  for (size_t i = from; i < end; i++) low[i - from] = to_lower(text.p[i]);
  return lex_has(LEX_APOSTROPHES, (str){low, end - from});
}

// By neighbours alone: what an ASCII mark may do.
static u8 by_neighbours(u32 before, u32 after) {
  bool left = code_is_left(before), right = code_is_right(after);
  u8 can = 0;
  if (left && after && !code_is_space(after)) can |= MAY_OPEN;
  if (right && before && !code_is_space(before)) can |= MAY_CLOSE;
  return can ? can : MAY_OPEN | MAY_CLOSE;
}

static u8 single_can(str text, u32 code, span at, u32 before, u32 after) {
  bool word_before = code_is_letter(before) || code_is_digit(before), word_after = code_is_letter(after) || code_is_digit(after);
  if (word_before && word_after) return 0;
  if (!word_before && word_after && elided(text, at.end)) return 0;
  u8 can = by_neighbours(before, after);
  if (code == 0x2018 || code == 0x201A) can = MAY_OPEN;
  if (code == 0x2019) can &= MAY_CLOSE;
  if (can == (MAY_OPEN | MAY_CLOSE) && word_before) can = MAY_CLOSE;
  if ((can & MAY_CLOSE) && (before == 's' || before == 'S') && at.end + 1 < text.n && text.p[at.end] == ' ' &&
      is_lower(text.p[at.end + 1]))
    can |= POSSESSIVE;
  return can;
}

// Directed marks mean what they show unless their neighbours say that they stand the wrong way round.
static u8 directed(bool opens, u32 before, u32 after) {
  bool left = code_is_left(before) && after && !code_is_space(after), right = code_is_right(after) && before && !code_is_space(before);
  if (opens && right && !left) return MAY_CLOSE;
  if (!opens && left && !right && (code_is_letter(after) || code_is_digit(after) || after == '[')) return MAY_OPEN;   // not « so »
  return opens ? MAY_OPEN : MAY_CLOSE;
}

static bool inches(u32 before, u32 after) { return code_is_digit(before) && !code_is_right(after); }

static mark mark_of(str text, u32 code, span at, u32 before, u32 after) {
  mark m = {at, FAMILY_DOUBLE, 0, 0, 0};
  switch (code) {
    case '"': m.can = inches(before, after) ? 0 : by_neighbours(before, after); break;
    case 0x201C: case 0x201F: m.can = directed(true, before, after); break;
    case 0x201D: m.can = directed(false, before, after); break;
    case 0x201E: m.can = MAY_OPEN; break;
    case 0xAB: m.family = FAMILY_ANGLE, m.can = directed(true, before, after); break;
    case 0xBB: m.family = FAMILY_ANGLE, m.can = directed(false, before, after); break;
    case 0x2039: m.family = FAMILY_ANGLE_SINGLE, m.can = directed(true, before, after); break;
    case 0x203A: m.family = FAMILY_ANGLE_SINGLE, m.can = directed(false, before, after); break;
    case '\'': case '`': case 0x2018: case 0x2019: case 0x201A: case 0x201B:
      m.family = FAMILY_SINGLE, m.can = single_can(text, code, at, before, after);
      break;
    default: break;
  }
  return m;
}

// TeX's and the typewriter's double marks: ``so''.
static bool doubled(str text, u32 code, size_t at) {
  return (code == '`' || code == '\'') && at + 1 < text.n && text.p[at + 1] == text.p[at];
}

static void find_marks(matcher *m, span area) {
  str text = m->d->text;
  u32 before = 0;
  for (size_t i = area.beg; i < area.end;) {
    char plain = text.p[i];
    if (plain > 0 && plain != '"' && plain != '\'' && plain != '`') {
      before = (u32)plain;
      i++;
      continue;
    }
    size_t len;
    u32 code = utf8_at(text, i, &len), shown = code;
    if (doubled(text, code, i) && i + 2 <= area.end) len = 2, shown = '"';
    bool may = code == '"' || code == '\'' || code == '`' || code == 0xAB || code == 0xBB || (code >= 0x2018 && code <= 0x203A);
    if (may) {
      size_t after_len;
      u32 after = i + len < area.end ? utf8_at(text, i + len, &after_len) : 0;
      mark found = mark_of(text, shown, (span){(u32)i, (u32)(i + len)}, before, after);
      if (found.can) vec_push(m->mem, &m->marks, found);
    }
    before = code;
    i += len;
  }
}

static void link_singles(matcher *m, u32 from) {
  u32 close = 0, open = 0;
  for (u32 i = m->marks.len; i-- > from;) {
    mark *k = &m->marks.at[i];
    k->next_close = close, k->next_open = open;
    if (k->family != FAMILY_SINGLE) continue;
    if (k->can & MAY_CLOSE) close = i;
    if (k->can & MAY_OPEN) open = i;
  }
}

// Some later single mark closes before another opens, so this one after an s is an apostrophe.
static bool only_possessive(const mark *k) {
  return (k->can & POSSESSIVE) && k->next_close && (!k->next_open || k->next_close <= k->next_open);
}

static void open_quote(matcher *m, const mark *k, u32 group) {
  if (m->depth == DEEPEST) return;
  u32 row = m->found.len;
  quote q = {{k->at.end, 0}, {k->at.beg, 0}, m->depth, group ? group : row, k->family == FAMILY_SINGLE, false, {0}};
  vec_push(m->mem, &m->found, q);
  m->stack[m->depth++] = (open_mark){row, k->family};
}

static void end_quote(matcher *m, u32 level, u32 inner_end, u32 outer_end, bool lost) {
  quote *q = &m->found.at[m->stack[level].row];
  q->inner.end = inner_end;
  q->outer.end = outer_end;
  q->lost = lost;
  m->depth = level;
}

// The end of the sentence that holds a byte, but not past `limit`; closing marks and space are left out.
static u32 sentence_end(const matcher *m, u32 byte, u32 limit) {
  u32 s = sentence_at(m->d, byte);
  return s ? MIN(m->d->sentences.at[s].at.end, limit) : limit;
}

// A mark that closes what never opened: the words from the beginning of its sentence, if it follows punctuation.
static void orphan(matcher *m, const mark *k, u32 paragraph) {
  if (k->family == FAMILY_SINGLE || k->at.beg == paragraph || !strchr(".,?!", m->d->text.p[k->at.beg - 1])) return;
  u32 s = sentence_at(m->d, k->at.beg - 1);
  u32 beg = s ? MAX(m->d->sentences.at[s].at.beg, paragraph) : paragraph;
  u32 last = m->found.len - 1;
  if (beg >= k->at.beg || (last && m->found.at[last].outer.end > beg)) return;
  quote q = {{beg, k->at.beg}, {beg, k->at.end}, 0, m->found.len, false, true, {0}};
  vec_push(m->mem, &m->found, q);
}

static u32 level_of(const matcher *m, u8 fam) {
  u32 level = m->depth;
  while (level && m->stack[level - 1].family != fam) level--;
  return level;
}

static void take_mark(matcher *m, const mark *k, u32 paragraph) {
  u32 level = level_of(m, k->family);
  bool closes = (k->can & MAY_CLOSE) && level, opens = k->can & MAY_OPEN;
  if (closes && only_possessive(k)) return;
  if (closes && !(opens && m->found.at[m->stack[level - 1].row].inner.beg == k->at.beg)) {
    end_quote(m, level - 1, k->at.beg, k->at.end, false);
  } else if (opens) {
    if (level) {   // the one before was never closed
      u32 end = sentence_end(m, m->found.at[m->stack[level - 1].row].inner.beg, k->at.beg);
      end_quote(m, level - 1, end, end, true);
    }
    open_quote(m, k, 0);
  } else if (!m->depth) {
    orphan(m, k, paragraph);
  }
}

static bool opens_at(const matcher *m, span area, u8 fam) {
  size_t i = area.beg;
  while (i < area.end && is_space(m->d->text.p[i])) i++;
  if (i >= area.end) return false;
  size_t len, next_len;
  u32 code = utf8_at(m->d->text, i, &len);
  u32 after = i + len < area.end ? utf8_at(m->d->text, i + len, &next_len) : 0;
  mark k = mark_of(m->d->text, code, (span){(u32)i, (u32)(i + len)}, 0, after);
  return (k.can & MAY_OPEN) && k.family == fam;
}

// What is still open at the end of a paragraph goes on in the next if that begins with such a mark; else it ends with the
// paragraph where the words before it lead to speech, and with its sentence elsewhere. Single marks left open were none.
static void end_paragraph(matcher *m, span area, span next) {
  m->carried = 0;
  if (m->depth && m->stack[0].family != FAMILY_SINGLE) {
    quote *q = &m->found.at[m->stack[0].row];
    u32 lead = q->outer.beg;
    while (lead > area.beg && is_space(m->d->text.p[lead - 1])) lead--;
    bool runs = lead == area.beg || strchr(",:", m->d->text.p[lead - 1]);
    if (opens_at(m, next, m->stack[0].family)) m->carried = q->group, runs = true;
    u32 end = runs ? area.end : sentence_end(m, q->inner.beg, area.end);
    end_quote(m, 0, end, end, !m->carried);
  }
  m->depth = 0;
}

// ---- quotations without marks: a block quotation, a dialogue with dashes

static span without_space(const doc *d, span s) {
  while (s.beg < s.end && is_space(d->text.p[s.beg])) s.beg++;
  while (s.beg < s.end && is_space(d->text.p[s.end - 1])) s.end--;
  return s;
}

static void add_plain(matcher *m, span inner, span outer) {
  quote q = {inner, outer, 0, m->found.len, false, false, {0}};
  vec_push(m->mem, &m->found, q);
}

// "> so": each paragraph of a block quotation; those that follow one another are one quotation.
static bool block_quote(matcher *m, span area) {
  area = without_space(m->d, area);
  str text = m->d->text;
  if (area.end - area.beg < 3 || text.p[area.beg] != '>' || text.p[area.beg + 1] == '>') return false;
  span inner = without_space(m->d, (span){area.beg + 1, area.end});
  if (span_empty(inner)) return false;
  add_plain(m, inner, area);
  return true;
}

static u32 dash_length(str text, span area) {
  size_t len;
  u32 code = utf8_at(text, area.beg, &len);
  if (code != 0x2013 && code != 0x2014 && code != 0x2015) return 0;
  return area.beg + len < area.end && text.p[area.beg + len] == ' ' ? (u32)len : 0;
}

// "— So, he said.": up to the comma before a verb of speech; a paragraph that has none is left alone.
static bool dash_dialogue(matcher *m, span area) {
  enum { AHEAD = 60, NEAR = 3 };
  const doc *d = m->d;
  area = without_space(d, area);
  u32 dash = area.beg < area.end ? dash_length(d->text, area) : 0;
  if (!dash || !d->tokens.lemma) return false;
  u32 first = token_at(d, area.beg + dash);
  for (u32 t = first + 1; t < d->tokens.len && t < first + AHEAD && d->tokens.at[t].end < area.end; t++) {
    char c = d->text.p[d->tokens.at[t].beg];
    if (span_len(d->tokens.at[t]) != 1 || !strchr(",?!", c)) continue;
    for (u32 v = t + 1; v < d->tokens.len && v <= t + NEAR; v++) {
      if (!lex_says(lex_find(LEX_CUES, words_str(d->words, d->tokens.lemma[v])), "say") || d->tokens.upos[v] != UPOS_VERB) continue;
      add_plain(m, without_space(d, (span){area.beg + dash, d->tokens.at[t].beg + (c != ',')}), (span){area.beg, d->tokens.at[t].end});
      return true;
    }
  }
  return false;
}

// The paragraph of sentence `first`, where it is of a turn.
static bool take_turn(matcher *m, u32 first, span area) {
  while (m->turn < m->turns.len && m->turns.at[m->turn].sentence < first) m->turn++;
  const turn_piece *t = m->turn < m->turns.len ? &m->turns.at[m->turn] : NULL;
  if (!t || t->sentence != first) return false;
  if (t->first) m->turn_group = m->found.len;
  quote q = {without_space(m->d, (span){m->d->tokens.at[t->said].beg, area.end}), area, 0, m->turn_group, false, false, t->by};
  vec_push(m->mem, &m->found, q);
  return true;
}

static void match_paragraph(matcher *m, span area, span next) {
  u32 from = m->marks.len;
  if (!m->carried && (block_quote(m, area) || dash_dialogue(m, area))) return;
  find_marks(m, area);
  link_singles(m, from);
  for (u32 i = from; i < m->marks.len; i++) {
    if (m->carried && i == from) open_quote(m, &m->marks.at[i], m->carried);
    else take_mark(m, &m->marks.at[i], area.beg);
  }
  end_paragraph(m, area, next);
}

// Sentences [first, …) of one paragraph and zone.
static u32 paragraph_end(const doc *d, u32 first) {
  const sentence *s = d->sentences.at;
  u32 i = first + 1;
  while (i < d->sentences.len && s[i].paragraph == s[first].paragraph && s[i].zone == s[first].zone) i++;
  return i;
}

static span trim_space(const doc *d, span s) {
  while (s.beg < s.end && is_space(d->text.p[s.beg])) s.beg++;
  while (s.beg < s.end && is_space(d->text.p[s.end - 1])) s.end--;
  return s;
}

static quotes kept(matcher *m) {
  quotes all = {NEWS(m->mem, quote, m->found.len), 0, NEWS(m->mem, u32, m->d->tokens.len)};
  u32 *row = NEWS(m->mem, u32, m->found.len);
  for (u32 i = 0; i < m->found.len; i++) {
    quote q = m->found.at[i];
    q.inner = trim_space(m->d, q.inner);
    if (i && span_empty(q.inner)) continue;
    row[i] = all.len;
    q.group = row[q.group] ? row[q.group] : all.len;
    all.at[all.len++] = q;
  }
  return all;
}

static void mark_tokens(const doc *d, quotes *all) {
  u32 q = 1;
  for (u32 t = 1; t < d->tokens.len; t++) {
    span at = d->tokens.at[t];
    while (q < all->len && (all->at[q].depth || all->at[q].outer.end <= at.beg)) q++;
    if (q < all->len && span_holds(all->at[q].inner, at)) all->of[t] = q;
  }
}

quotes quotes_find(arena *mem, const doc *d) {
  matcher m = {.d = d, .mem = mem, .turns = turns_find(mem, d)};
  vec_push(mem, &m.marks, (mark){0});
  vec_push(mem, &m.found, (quote){0});
  for (u32 first = 1, end; first < d->sentences.len; first = end) {
    end = paragraph_end(d, first);
    u32 next_end = end < d->sentences.len ? paragraph_end(d, end) : end;
    span area = {d->sentences.at[first].at.beg, d->sentences.at[end - 1].at.end}, next = {0, 0};
    if (end < d->sentences.len) next = (span){d->sentences.at[end].at.beg, d->sentences.at[next_end - 1].at.end};
    if (!take_turn(&m, first, area)) match_paragraph(&m, area, next);
  }
  quotes all = kept(&m);
  mark_tokens(d, &all);
  return all;
}
