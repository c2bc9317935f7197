// What the dictionaries share: lines without comments, phrases cut to words, the table of phrases.
#include "read/event_book.h"

#include "base/hash.h"
#include "base/utf8.h"

enum { BOOK_BUDGET = 256 << 20, FIRST_ROOM = 1 << 12 };

void book_complain(const book_reading *r, const char *what) {
  if (r->warn) r->warn(r->user, r->line, what);
}

// "# …" and "<!-- … -->" are comments, the second over several lines; "[###]" is a code.
static str without_comment(str line) {
  for (size_t i = 0; i < line.n; i++) {
    bool code = i && (line.p[i - 1] == '[' || line.p[i - 1] == '#');
    if (line.p[i] == '#' && !code) return str_sub(line, 0, i);
  }
  return line;
}

bool book_line(book_reading *r, str *rest, str *line) {
  bool comment = false;
  while (rest->n) {
    *line = str_trim(str_token(rest, '\n'));
    r->line++;
    bool opens = str_starts(*line, S("<!")), closes = str_find(*line, S("-->")) < line->n;
    if (comment || opens) {
      comment = !closes;
      continue;
    }
    *line = str_trim(without_comment(*line));
    if (line->n) return true;
  }
  return false;
}

static bool divides(char c) { return is_space(c) || c == '_' || c == '-'; }

// "DON'T" is two words, as in the text.
static void add_piece(const book_reading *r, piece_list *to, str piece) {
  bool contracted = piece.n > 3 && str_ends(piece, S("n't"));
  if (to->len + 2 > MOST_PIECES) return;
  if (contracted) to->at[to->len++] = words_id(r->book->words, str_sub(piece, 0, piece.n - 3));
  to->at[to->len++] = words_id(r->book->words, contracted ? S("n't") : piece);
}

piece_list book_pieces(const book_reading *r, str phrase) {
  piece_list p = {.len = 0};
  str low = utf8_lower(r->book->mem, phrase);
  for (size_t i = 0; i < low.n;) {
    size_t end = i;
    while (end < low.n && !divides(low.p[end])) end++;
    if (end > i) add_piece(r, &p, str_sub(low, i, end));
    i = end + 1;
  }
  return p;
}

str book_bracket(str *rest) {
  size_t open = str_find_byte(*rest, '['), close = str_find_byte(*rest, ']');
  if (open >= close || close == rest->n) return (str){0};
  str inside = str_trim(str_sub(*rest, open + 1, close));
  *rest = str_from(*rest, close + 1);
  return inside;
}

// ---- phrases

static phrase_step *slot_of(const event_book *b, u32 from, word by) {
  u32 i = (u32)hash_mix(from, by) & (b->room - 1);
  while (b->steps[i].from && (b->steps[i].from != from || b->steps[i].by != by)) i = (i + 1) & (b->room - 1);
  return &b->steps[i];
}

u32 book_step(const event_book *b, u32 state, word by) { return by ? slot_of(b, state, by)->to : 0; }

static void widen(event_book *b) {
  phrase_step *old = b->steps, *wider = NEWS(b->mem, phrase_step, 2 * (size_t)b->room);
  u32 room = b->room;
  b->steps = wider;
  b->room = 2 * room;
  for (u32 i = 0; i < room; i++)
    if (old[i].from) *slot_of(b, old[i].from, old[i].by) = old[i];
}

static u32 step_made(event_book *b, u32 state, word by) {
  if (2 * b->used >= b->room) widen(b);
  phrase_step *s = slot_of(b, state, by);
  if (s->from) return s->to;
  vec_push(b->mem, &b->value, 0);
  *s = (phrase_step){state, b->value.len - 1, by};
  b->used++;
  return s->to;
}

u32 *book_entry(event_book *b, u32 root, const piece_list *phrase) {
  u32 state = root;
  for (u32 i = 0; i < phrase->len; i++) state = step_made(b, state, phrase->at[i]);
  return &b->value.at[state];
}

// ---- a book

static void begin(event_book *b, arena *mem) {
  *b = (event_book){.mem = mem, .words = words_new(mem), .room = FIRST_ROOM};
  b->steps = NEWS(mem, phrase_step, b->room);
  for (u32 i = 0; i < ROOTS; i++) vec_push(mem, &b->value, 0);
  vec_push(mem, &b->actors, (book_actor){0});
  vec_push(mem, &b->agents, (book_agent){0});
  vec_push(mem, &b->verbs, (book_verb){0});
  vec_push(mem, &b->blocks, (verb_block){0});
  vec_push(mem, &b->synsets, (synset){0});
}

static event_book *book_new(void) {
  arena *mem = arena_new(BOOK_BUDGET);
  if (!mem) return NULL;
  if (setjmp(*arena_spent(mem))) {
    arena_free(mem);
    return NULL;
  }
  event_book *b = NEW(mem, event_book);
  begin(b, mem);
  return b;
}

event_book *event_book_read(event_book *into, book_kind kind, str bytes, book_warn *warn, void *user) {
  static void (*const readers[BOOK_KINDS])(book_reading *, str) = {read_actors, read_agents, read_verbs};
  book_reading r = {into ? into : book_new(), warn, user, 0};
  if (!r.book) return NULL;
  if (setjmp(*arena_spent(r.book->mem))) {
    if (warn) warn(user, 0, "the dictionaries are too big: none is used");
    event_book_free(r.book);
    return NULL;
  }
  readers[kind](&r, bytes);
  return r.book;
}

void event_book_free(event_book *b) {
  if (b) arena_free(b->mem);
}
