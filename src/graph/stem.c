// Stripping endings by a table, as Lovins (1968) did it: the longest listed ending goes, again and again, as long as enough
// of the word remains. Coarser than a lemma: verbs meet their nouns, which is what comparing two reports needs.
#include "graph/stem.h"

#include "model/lexicon.h"

enum { LONGEST_ENDING = 8, ROUNDS = 3 };

typedef struct {
  char *p;
  size_t n;
} stem_room;

static bool ends_well(const stem_room *s, const lex_entry *e, str ending) {
  i64 keep = 3;
  str_to_int(lex_value(e, "keep"), &keep);
  return s->n >= ending.n + (size_t)keep;
}

static void put_ending(stem_room *s, str put) {
  for (size_t i = 0; i < put.n && s->n < STEM_LONGEST; i++) s->p[s->n++] = put.p[i];
}

// Takes the longest listed ending off; false where none goes.
static bool strip(stem_room *s) {
  for (size_t n = MIN(LONGEST_ENDING, s->n); n; n--) {
    str ending = {s->p + s->n - n, n};
    const lex_entry *e = lex_find(LEX_SUFFIXES, ending);
    if (!e) continue;
    if (lex_says(e, "stop")) return false;
    if (!ends_well(s, e, ending)) continue;
    s->n -= n;
    put_ending(s, lex_value(e, "put"));
    return true;
  }
  return false;
}

// What stripping leaves uneven: a doubled consonant (stopp), a silent e (announce), y beside i (bury, burial).
static void even_out(stem_room *s) {
  if (s->n > 3 && s->p[s->n - 1] == s->p[s->n - 2] && !strchr("aeioulsz", s->p[s->n - 1])) s->n--;
  if (s->n > 3 && s->p[s->n - 1] == 'e') s->n--;
  if (s->n > 2 && s->p[s->n - 1] == 'y') s->p[s->n - 1] = 'i';
}

str stem_of(str low, char room[STEM_LONGEST]) {
  stem_room s = {room, MIN(low.n, (size_t)STEM_LONGEST)};
  memcpy(room, low.p, s.n);
  bool letters = s.n > 3;
  for (size_t i = 0; i < s.n; i++) letters = letters && (is_lower(room[i]) || room[i] == '\'' || (u8)room[i] >= 0x80);
  for (int i = 0; letters && i < ROUNDS && strip(&s); i++) {}
  if (letters) even_out(&s);
  return (str){room, s.n};
}
