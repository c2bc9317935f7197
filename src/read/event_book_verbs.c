// Dictionaries of verbs.
//
//   &NAME                        a synset, its members in the lines below; &NAME_: no plurals of them
//   +MEMBER
//   --- LABEL [CODE] ---         a block of verbs with one list of patterns, and the code of those without one of their own
//   VERB {FORMS} [CODE]          RULE OUT: the first word is the verb; WIRE_+TAP: the one behind "+"
//   - WORDS * WORDS [CODE]       a pattern: "*" is the verb, "_" joins neighbours, a blank lets words stand between; + target, $ source,
//                                ^ an actor that is passed over, % several actors, &NAME a member of the synset; ( ) { } say nothing
//   CODE is "042", "042:043" (also from target to source), ":043" (only so) or "---" (none).
#include <stdlib.h>

#include "read/event_book.h"

enum { MOST_PARTS = 24, LONGEST_EVENT_CODE = 24, MOST_FORMS = 32 };

typedef struct {
  book_reading *r;
  u32 block, set;      // where the lines go; 0 = none
} verb_reading;

static void tell(const verb_reading *v, const char *what) { book_complain(v->r, what); }

// ---- parts of patterns and synsets

static bool marks(char c, part_kind *kind) {
  static const char signs[] = "$+^%";
  static const part_kind kinds[] = {PART_SOURCE, PART_TARGET, PART_SKIP, PART_COMPOUND};
  const char *at = c ? strchr(signs, c) : NULL;
  if (at) *kind = kinds[at - signs];
  return at != NULL;
}

static u32 synset_named(const event_book *b, str name, arena *mem) {
  word id = words_find(b->words, str_lower(mem, name));
  u32 state = book_step(b, ROOT_SYNSETS, id);
  return state ? b->value.at[state] : 0;
}

// One piece between separators: a sign, a synset, or words; "PEACE-KEEPING" is two.
static bool add_parts(const verb_reading *v, part_list *to, str piece, bool tight) {
  event_book *b = v->r->book;
  pattern_part p = {.tight = tight};
  if (piece.n == 1 && marks(piece.p[0], &p.kind)) {
    vec_push(b->mem, to, p);
    return true;
  }
  if (piece.p[0] == '&') {
    p.kind = PART_SYNSET;
    p.id = synset_named(b, piece, b->mem);
    if (!p.id) return tell(v, "a synset is used that is not told above"), false;
    vec_push(b->mem, to, p);
    return true;
  }
  piece_list cut = book_pieces(v->r, piece);
  for (u32 i = 0; i < cut.len; i++) vec_push(b->mem, to, ((pattern_part){PART_WORD, cut.at[i], i ? true : tight}));
  return to->len <= MOST_PARTS || (tell(v, "too many words"), false);
}

static bool separates(char c) { return is_space(c) || c == '_' || c == '(' || c == ')' || c == '{' || c == '}'; }

// The next piece, and whether it was joined to the one before.
static bool next_piece(str *rest, str *piece, bool *tight) {
  size_t i = 0, end;
  *tight = true;
  while (i < rest->n && separates(rest->p[i])) *tight &= rest->p[i++] == '_';
  *tight &= i > 0;
  for (end = i; end < rest->n && !separates(rest->p[end]);) end++;
  *piece = str_sub(*rest, i, end);
  *rest = str_from(*rest, end);
  return piece->n > 0;
}

// ---- synsets

static void begin_synset(verb_reading *v, str line) {
  event_book *b = v->r->book;
  bool plurals = line.p[line.n - 1] != '_';
  if (!plurals) line.n--;
  piece_list name = {.len = 1, .at = {words_id(b->words, str_lower(b->mem, line))}};
  vec_push(b->mem, &b->synsets, (synset){.plurals = plurals});
  v->set = b->synsets.len - 1;
  *book_entry(b, ROOT_SYNSETS, &name) = v->set;
}

static void add_member(const verb_reading *v, str line) {
  part_list m = {0};
  str piece;
  bool tight;
  for (str rest = line; next_piece(&rest, &piece, &tight);)
    if (!add_parts(v, &m, piece, true)) return;
  for (u32 i = 0; i < m.len; i++)
    if (m.at[i].kind == PART_SYNSET && m.at[i].id == v->set) {
      tell(v, "a synset cannot be a member of itself");
      return;
    }
  if (m.len) vec_push(v->r->book->mem, &v->r->book->synsets.at[v->set].members, m);
}

// ---- blocks and verbs

static void begin_block(verb_reading *v, str line) {
  event_book *b = v->r->book;
  str code = book_bracket(&line);
  if (!code.p) tell(v, "the head of a block has no code in brackets; use [---] for none");
  vec_push(b->mem, &b->blocks, (verb_block){.code = str_copy(b->mem, code)});
  v->block = b->blocks.len - 1;
}

static void add_form(const verb_reading *v, str form, str code) {
  event_book *b = v->r->book;
  size_t plus = str_find_byte(form, '+');
  piece_list ahead = plus < form.n ? book_pieces(v->r, str_sub(form, 0, plus)) : (piece_list){0};
  piece_list phrase = book_pieces(v->r, str_join(b->mem, str_sub(form, 0, plus), str_from(form, plus + 1)));
  if (!phrase.len || ahead.len >= phrase.len) return;
  vec_push(b->mem, &b->verbs, ((book_verb){v->block, ahead.len, code}));
  *book_entry(b, ROOT_VERBS, &phrase) = b->verbs.len - 1;
}

static void add_verb(const verb_reading *v, str line) {
  event_book *b = v->r->book;
  if (!v->block) {
    tell(v, "a verb before the head of its block, --- NAME [CODE] ---");
    return;
  }
  str rest = line, code = str_copy(b->mem, book_bracket(&rest));
  size_t brace = str_find_byte(line, '{'), open = MIN(brace, str_find_byte(line, '['));
  if (!code.n) code = b->blocks.at[v->block].code;
  add_form(v, str_trim(str_sub(line, 0, open)), code);
  str forms = str_sub(line, brace + 1, brace + 1 + str_find_byte(str_from(line, brace + 1), '}'));
  for (u32 i = 0; forms.n && i < MOST_FORMS; i++) {
    size_t n = 0;
    while (n < forms.n && !is_space(forms.p[n]) && forms.p[n] != ',') n++;
    if (n) add_form(v, str_sub(forms, 0, n), code);
    forms = str_from(forms, MIN(n + 1, forms.n));
  }
}

// ---- patterns

static void outward(arena *mem, part_list *to, const part_list *all, u32 verb) {
  for (u32 i = verb; i-- > 0;) {
    pattern_part p = all->at[i];
    p.tight = all->at[i + 1].tight;   // the joint with the part nearer to the verb
    vec_push(mem, to, p);
  }
}

static void add_pattern(const verb_reading *v, str line) {
  event_book *b = v->r->book;
  size_t open = str_find_byte(line, '[');
  str rest = line, code = book_bracket(&rest), piece, pattern = str_sub(line, 1, open);
  bool tight;
  part_list all = {0};
  u32 verb = ~0u;
  if (!v->block || !code.n || code.n > LONGEST_EVENT_CODE) {
    tell(v, v->block ? "a pattern without a code in brackets" : "a pattern before the head of its block");
    return;
  }
  while (next_piece(&pattern, &piece, &tight)) {
    bool star = str_eq(piece, S("*"));
    if (star) {
      verb = all.len;
      vec_push(b->mem, &all, ((pattern_part){PART_WORD, 0, tight}));
    } else if (!add_parts(v, &all, piece, tight)) {
      return;
    }
  }
  if (verb == ~0u) {
    tell(v, "a pattern without *, which stands for the verb");
    return;
  }
  verb_block *block = &b->blocks.at[v->block];
  verb_pattern p = {.code = str_copy(b->mem, code), .order = block->patterns.len};
  outward(b->mem, &p.before, &all, verb);
  for (u32 i = verb + 1; i < all.len; i++) vec_push(b->mem, &p.after, all.at[i]);
  vec_push(b->mem, &block->patterns, p);
}

static int longest_first(const void *a, const void *b) {
  const verb_pattern *x = a, *y = b;
  u32 m = x->before.len + x->after.len, n = y->before.len + y->after.len;
  if (m != n) return m > n ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

static void take_line(verb_reading *v, str line) {
  bool member = line.p[0] == '+' && v->set;
  if (member) {
    add_member(v, str_from(line, 1));
    return;
  }
  v->set = 0;
  if (line.p[0] == '&') begin_synset(v, line);
  else if (str_starts(line, S("---"))) begin_block(v, line);
  else if (line.p[0] == '-') add_pattern(v, line);
  else if (line.p[0] == '~') tell(v, "what turns one event into another is not used");
  else add_verb(v, line);
}

void read_verbs(book_reading *r, str bytes) {
  verb_reading v = {.r = r};
  for (str rest = bytes, line; book_line(r, &rest, &line);) take_line(&v, line);
  for (u32 i = 1; i < r->book->blocks.len; i++) {
    verb_block *b = &r->book->blocks.at[i];
    if (b->patterns.len > 1) qsort(b->patterns.at, b->patterns.len, sizeof *b->patterns.at, longest_first);
  }
}
