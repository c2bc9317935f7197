// Dictionaries of actors and agents.
//
//   NAME [CODE]                  a name and its code; in names "_" and blanks are the same
//   NAME [CODE <990101] [CODE 19990101-20050531] [CODE >050531] [CODE]
//   +OTHER_NAME                  other names of the one above; codes may stand in the lines below
//           [CODE >20050531]
//
//   AGENT [~GOV]                 a role: its code goes behind that of the actor, with [NGO~] before it; the plural is made
//   AGENT {PLURAL} [~GOV]        a plural of its own; {}: none
//   !PERSON! = MAN, MEN, WOMAN   words that stand for !PERSON! in a name: CONGRESS!PERSON!
#include "read/event_book.h"

enum { LONGEST_CODE = 60, MOST_SETS = 32, CENTURY_TURNS = 30 };

static char to_upper(char c) { return is_lower(c) ? (char)(c - 32) : c; }

// ---- days

// "yymmdd" or "yyyymmdd"; two digits up to 30 are of this century.
static bool day_of(str s, u32 *day) {
  i64 n = 0;
  if ((s.n != 6 && s.n != 8) || !str_to_int(s, &n) || n < 0) return false;
  if (s.n == 6) n += n / 10000 > CENTURY_TURNS ? 19000000 : 20000000;
  *day = (u32)n;
  return true;
}

static bool span_of_days(str s, dated_code *to) {
  char sign = s.p[0];
  if (sign == '<' || sign == '>') {
    u32 day = 0;
    if (!day_of(str_trim(str_from(s, 1)), &day)) return false;
    if (sign == '<') to->to = day - 1;
    else to->from = day + 1;
    return true;
  }
  str_cut_result ends = str_cut(s, '-');
  return ends.found && day_of(str_trim(ends.head), &to->from) && day_of(str_trim(ends.tail), &to->to);
}

// "HOBGOV 19950601 - 19990815": the code ends where a blank or a sign stands.
static bool code_of_bracket(const book_reading *r, str inside, dated_code *to) {
  size_t n = 0;
  while (n < inside.n && !is_space(inside.p[n]) && inside.p[n] != '<' && inside.p[n] != '>') n++;
  if (!n || n > LONGEST_CODE) return book_complain(r, "no code stands in the brackets, or one that is too long"), false;
  *to = (dated_code){.code = str_copy(r->book->mem, str_sub(inside, 0, n)), .to = ~0u};
  for (size_t i = 0; i < n; i++) ((char *)to->code.p)[i] = to_upper(to->code.p[i]);
  str days = str_trim(str_from(inside, n));
  if (days.n && !span_of_days(days, to)) return book_complain(r, "the days of the code are not like <990101, 19990101-20050531 or >050531"), false;
  return true;
}

// ---- actors

// Codes of a line, behind a name or alone.
static void take_codes(const book_reading *r, str rest, u32 actor) {
  while (str_find_byte(rest, '[') < rest.n) {
    str inside = book_bracket(&rest);
    dated_code c;
    if (!inside.p) {
      book_complain(r, "a bracket is not closed");
      return;
    }
    if (code_of_bracket(r, inside, &c)) vec_push(r->book->mem, &r->book->actors.at[actor].codes, c);
  }
}

static u32 new_actor(event_book *b) {
  vec_push(b->mem, &b->actors, (book_actor){0});
  return b->actors.len - 1;
}

void read_actors(book_reading *r, str bytes) {
  u32 actor = 0;
  for (str rest = bytes, line; book_line(r, &rest, &line);) {
    bool other = line.p[0] == '+', codes_only = line.p[0] == '[';
    if ((other || codes_only) && !actor) {
      book_complain(r, "no name stands before it");
      continue;
    }
    if (!other && !codes_only) actor = new_actor(r->book);
    size_t open = str_find_byte(line, '[');
    piece_list name = book_pieces(r, str_sub(line, other, open));
    if (!codes_only && !name.len) book_complain(r, "no name stands before the code");
    if (name.len) *book_entry(r->book, ROOT_ACTORS, &name) = actor;
    take_codes(r, str_from(line, open), actor);
  }
}

// ---- agents

typedef struct {
  str name, words;
} word_set;

typedef struct {
  word_set at[MOST_SETS];
  u32 len;
} word_sets;

static void add_agent(const book_reading *r, str name, u32 row) {
  piece_list p = book_pieces(r, name);
  if (p.len) *book_entry(r->book, ROOT_AGENTS, &p) = row;
}

static str plural_of(arena *mem, str s) {
  char last = s.n ? to_upper(s.p[s.n - 1]) : 0, before = s.n > 1 ? to_upper(s.p[s.n - 2]) : 0;
  bool vowel = before == 'A' || before == 'E' || before == 'O' || before == 'U';
  if (last == 'Y' && !vowel) return str_join(mem, str_sub(s, 0, s.n - 1), S("IES"));
  bool hisses = last == 'S' || last == 'X' || last == 'Z' || (last == 'H' && (before == 'S' || before == 'C'));
  return str_join(mem, s, hisses ? S("ES") : S("S"));
}

// "CONGRESS!PERSON!": a name for each word of the set.
static void add_substituted(const book_reading *r, const word_sets *sets, str name, u32 row) {
  size_t beg = str_find_byte(name, '!'), end = beg + 1 + str_find_byte(str_from(name, beg + 1), '!');
  if (end >= name.n) {
    book_complain(r, "a mark ! is not closed");
    return;
  }
  str set = str_sub(name, beg, end + 1);
  for (u32 i = 0; i < sets->len; i++) {
    if (!str_eq_nocase(sets->at[i].name, set)) continue;
    for (str rest = sets->at[i].words; rest.n;) {
      str one = str_trim(str_token(&rest, ','));
      add_agent(r, str_join(r->book->mem, str_join(r->book->mem, str_sub(name, 0, beg), one), str_from(name, end + 1)), row);
    }
    return;
  }
  book_complain(r, "the set of words between the marks ! is not told above");
}

static void take_set(const book_reading *r, word_sets *sets, str line) {
  str_cut_result pair = str_cut(line, '=');
  if (!pair.found || sets->len == MOST_SETS) {
    book_complain(r, "a set of words is not like !NAME! = WORD, WORD, or there are too many");
    return;
  }
  sets->at[sets->len++] = (word_set){str_copy(r->book->mem, str_trim(pair.head)), str_copy(r->book->mem, pair.tail)};
}

static bool agent_code(const book_reading *r, str rest, book_agent *to) {
  str code = book_bracket(&rest);
  if (!code.p) return book_complain(r, "no code in brackets stands behind it"), false;
  to->before = code.n && code.p[code.n - 1] == '~';
  if (code.n < 2 || code.n > LONGEST_CODE || (!to->before && code.p[0] != '~')) return book_complain(r, "the code is not like [~GOV] or [NGO~]"), false;
  to->code = str_copy(r->book->mem, to->before ? str_sub(code, 0, code.n - 1) : str_from(code, 1));
  return true;
}

static void take_agent(const book_reading *r, const word_sets *sets, str line) {
  book_agent a;
  size_t open = str_find_byte(line, '['), brace = str_find_byte(str_sub(line, 0, open), '{');
  str name = str_trim(str_sub(line, 0, MIN(open, brace))), own = str_sub(line, brace, open);
  if (!agent_code(r, line, &a)) return;
  vec_push(r->book->mem, &r->book->agents, a);
  u32 row = r->book->agents.len - 1;
  if (str_find_byte(name, '!') < name.n) {
    add_substituted(r, sets, name, row);
    return;
  }
  add_agent(r, name, row);
  while (name.n && name.p[name.n - 1] == '_') name.n--;
  if (!own.n) add_agent(r, plural_of(r->book->mem, name), row);
  for (str rest = str_sub(own, 1, str_find_byte(own, '}')); rest.n;) add_agent(r, str_trim(str_token(&rest, ',')), row);
}

void read_agents(book_reading *r, str bytes) {
  word_sets sets = {.len = 0};
  for (str rest = bytes, line; book_line(r, &rest, &line);) {
    if (line.p[0] == '!' && str_find_byte(line, '=') < line.n) take_set(r, &sets, line);
    else take_agent(r, &sets, line);
  }
}
