// Words to items: what each word can mean in a time, by lang/en/times.txt and by its figures.
#include "read/when.h"

#define CLASS_NAME(name) {#name, sizeof #name - 1},
static const struct {
  const char *p;
  size_t n;
} class_names[] = {TIME_CLASSES(CLASS_NAME)};
#undef CLASS_NAME
#define UNIT_TEXT(id, text) text,
static const char *const unit_names[] = {TIME_UNITS(UNIT_TEXT)};
#undef UNIT_TEXT

time_unit time_unit_named(str name) {
  for (u32 u = 1; u < UNIT_COUNT; u++)
    if (str_eq(str_of(unit_names[u]), name)) return (time_unit)u;
  return UNIT_NONE;
}

static u32 class_of(str name) {
  for (u32 c = 0; c < CLASS_COUNT && name.n; c++)
    if (class_names[c].n == name.n && class_names[c].p[0] == name.p[0] && !memcmp(class_names[c].p, name.p, name.n)) return c;
  return CLASS_COUNT;
}

// CLASS=value pairs: a number goes to `value`, a unit to `unit`, another word to `text`.
static void add_entry(item *it, const lex_entry *e) {
  str rest = e->attributes;
  if (str_eq(rest, S("LEAD"))) {   // most words that the table knows
    it->is |= CLASS(LEAD);
    return;
  }
  while (rest.n) {
    str_cut_result pair = str_cut(str_token(&rest, ' '), '=');
    u32 c = class_of(pair.head);
    i64 n;
    if (c == CLASS_COUNT) continue;
    it->is |= (classes)1 << c;
    if (c == CLASS_UNIT_BIT || c == CLASS_UNITS_BIT || c == CLASS_SETWORD_BIT) it->unit = time_unit_named(pair.tail);
    else if (str_to_int(pair.tail, &n)) it->value = (i32)n;
    else it->text = pair.tail;
  }
  it->m.told = lex_says(e, "told");
}

classes time_classes_of(const lex_entry *e) {
  classes is = 0;
  for (str rest = e->attributes; rest.n;) {
    u32 c = class_of(str_cut(str_token(&rest, ' '), '=').head);
    if (c < CLASS_COUNT) is |= (classes)1 << c;
  }
  return is;
}

static bool tagged(const doc *d, u32 token, u8 pos) { return d->tokens.upos && d->tokens.upos[token] == pos; }
static bool person(const doc *d, u32 token) {
  return d->tokens.name && name_kind_of(d->tokens.name[token]) == NAME_PERSON;
}

static bool low_in(atoms a, u32 i, str choices) {
  while (choices.n)
    if (str_eq(str_token(&choices, ' '), a.at[i].low)) return true;
  return false;
}

// Beside figures, with at most a sign, a suffix or "of" between: "5 Jan", "1st Jan", "Jan-5", "2019-sep-1", "Jan first".
static bool figures_beside(atoms a, u32 i) {
  static const char between[] = "- / . , st nd rd th of the";
  for (u32 far = 1; far <= 2; far++) {
    if (i + far < a.len && a.at[i + far].kind == ATOM_DIGITS && (far == 1 || low_in(a, i + 1, str_of(between)))) return true;
    if (i >= far && a.at[i - far].kind == ATOM_DIGITS && (far == 1 || low_in(a, i - 1, str_of(between)))) return true;
  }
  numeral n = i + 1 < a.len && a.at[i + 1].kind == ATOM_WORD ? numeral_at(a, i + 1) : (numeral){0};
  return n.ordinal || (n.len && n.value <= 31);
}

static bool figures_near(atoms a, u32 i) {
  return figures_beside(a, i) || (i && low_in(a, i - 1, S("last next this early late mid since until")));   // "last Sept"
}

// "the Long March", "Theresa May", "Women's March".
static bool named_before(const doc *d, atoms a, u32 i) {
  if (!i || a.at[i - 1].kind != ATOM_WORD) return false;
  char first = d->text.p[a.at[i - 1].at.beg];
  return str_eq(a.at[i - 1].low, S("s")) || str_eq(a.at[i - 1].low, S("'s")) || (is_upper(first) && !lex_has(LEX_TIMES, a.at[i - 1].low));
}

// "may" the verb, "march" the walk, "Sun" the star: words that need more than their letters.
static bool means_time(const doc *d, const item *it, const lex_entry *e, atoms a, u32 i) {
  bool dated = (it->is & (CLASS(MONTH) | CLASS(WEEKDAY) | CLASS(SEASON))) && person(d, it->token);
  if (!dated && !lex_says(e, "noun") && !lex_says(e, "capital") && !lex_says(e, "short")) return true;   // most words
  bool digits_by = figures_near(a, i);
  if (dated && !digits_by) return false;
  if (lex_says(e, "noun") && (tagged(d, it->token, UPOS_VERB) || tagged(d, it->token, UPOS_AUX)) && !digits_by) return false;
  if (lex_says(e, "capital") && !it->capital && !digits_by) return false;
  if (lex_says(e, "noun") && (it->is & CLASS(MONTH)) && (!it->capital || named_before(d, a, i)) && !figures_beside(a, i)) return false;
  if (lex_says(e, "short"))   // "Sat.", "Dec. 5": only beside figures, or with a dot
    return digits_by || (it->capital && i + 1 < a.len && a.at[i + 1].glued && str_eq(a.at[i + 1].low, S(".")) &&
                         a.at[i + 1].token == a.at[i].token);
  return true;
}

// Four figures are a year unless they are cut from a longer number or count a plural: "2000 troops", but "the 2020 elections".
static bool plausible_year(const doc *d, atoms a, u32 i, i32 v) {
  static const char before[] =
      "in by since until till to from of during before after through early late mid circa ca c and - ( the 's year around "
      "between , his her its their about for or next last this summer spring autumn winter fall";
  
  bool dotted = i > 2 && low_in(a, i - 1, S(".")) && a.at[i - 2].kind == ATOM_DIGITS && low_in(a, i - 3, S("."));   // 13.5.2015
  if (dotted) return true;
  bool about = i > 1 && low_in(a, i - 1, S(".")) && low_in(a, i - 2, S("c ca"));
  bool listed = about || (i && low_in(a, i - 1, str_of(before)));
  if (i && !about && a.at[i].glued && low_in(a, i - 1, S("$ € £ ¥ # . , : + @ %"))) return false;
  if (i + 1 < a.len && a.at[i + 1].glued && low_in(a, i + 1, S("% : ° @ +"))) return false;
  if (i + 2 < a.len && a.at[i + 1].glued && a.at[i + 2].glued && low_in(a, i + 1, S(". ,")) && a.at[i + 2].kind == ATOM_DIGITS) return false;
  bool range = i + 2 < a.len && str_eq(a.at[i + 1].low, S("-")) && a.at[i + 2].kind == ATOM_DIGITS;
  bool month = i && (lex_says(lex_find(LEX_TIMES, a.at[i - 1].low), "capital") || lex_value(lex_find(LEX_TIMES, a.at[i - 1].low), "MONTH").n);
  bool plural = i + 1 < a.len && a.at[i + 1].token != a.at[i].token && d->tokens.xpos && d->tokens.xpos[a.at[i + 1].token] == XPOS_NNS;
  if (month || range) return true;
  if (v >= 1900 && v < 2100) return !plural || (listed && !low_in(a, i - 1, S("of and to about around , or for")));
  return listed && !plural;
}

static void figures(item *it, const numeral *n, const atom *first) {
  i32 v = n->value < 1e9 ? (i32)n->value : 0;
  bool whole = n->value == (double)v;
  it->value = v;
  it->m.amount[0] = (float)n->value;
  if (n->ordinal) {
    it->is |= CLASS(ORD);
    return;
  }
  it->is |= CLASS(NUM);
  if (n->words) it->is |= CLASS(WORDNUM);
  if (!whole || v < 0) return;
  if (v >= 1 && v <= 12) it->is |= CLASS(N12);
  if (v >= 1 && v <= 31) it->is |= CLASS(N31);
  if (v <= 24 && !n->words) it->is |= CLASS(N24);
  if (v < 60 && (n->words || first->low.n == 2)) it->is |= CLASS(N60);
  if (!n->words && first->low.n == 2 && n->len == 1) it->is |= CLASS(N2);
  if (v >= 1000 && v < 2200 && n->len >= 1 && (n->words || (first->low.n == 4 && n->len == 1 && span_len(first->at) == 4)))
    it->is |= CLASS(YEAR);
}

// "1980s", "80s", "'90s", "1980's".
static u32 years_suffix(atoms a, u32 i) {
  if (i >= a.len || !a.at[i].glued) return 0;
  if (str_eq(a.at[i].low, S("s")) || str_eq(a.at[i].low, S("'s"))) return 1;
  return str_eq(a.at[i].low, S("'")) && i + 1 < a.len && a.at[i + 1].glued && str_eq(a.at[i + 1].low, S("s")) ? 2 : 0;
}

static u32 number_item(const doc *d, atoms a, u32 i, item *it) {
  numeral n = numeral_at(a, i);
  if (!n.len || n.vague) return 0;
  u32 s = a.at[i].kind == ATOM_DIGITS && n.len == 1 && n.value < 1e6 && ((i32)n.value % 10 == 0) && (n.value < 100 || n.value >= 1000) ? years_suffix(a, i + 1) : 0;
  if (s) {
    it->value = (i32)n.value;
    it->is |= CLASS(ERAYEARS);
    it->at.end = a.at[i + s].at.end;
    return n.len + s;
  }
  figures(it, &n, &a.at[i]);
  if ((it->is & CLASS(YEAR)) && !plausible_year(d, a, i, it->value)) it->is &= ~CLASS(YEAR);
  it->at.end = a.at[i + n.len - 1].at.end;
  return n.len;
}

static bool upper_first(const doc *d, span at) { return is_upper(d->text.p[at.beg]); }

static str atom_word(const void *from, u32 i) { return ((const atom *)from)[i].low; }

static u32 word_item(const doc *d, atoms a, u32 i, item *it) {
  u32 len = 1;
  const lex_entry *e = lex_find(LEX_TIMES, a.at[i].low);
  if (!e) return 0;
  if (lex_says(e, "opens")) e = lex_phrase(LEX_TIMES, i, MIN(a.len, i + 6), atom_word, a.at, &len);   // may open a longer entry
  if (!e || !e->attributes.n || str_eq(e->attributes, S("opens"))) return 0;
  item before = *it;
  add_entry(it, e);
  it->at.end = a.at[i + len - 1].at.end;
  if (!means_time(d, it, e, a, i)) {
    before.low = (str){0};
    *it = before;
    return 0;
  }
  bool dot = i + len < a.len && a.at[i + len].token == a.at[i + len - 1].token && str_eq(a.at[i + len].low, S("."));
  if (len > 1) it->low = (str){0}, it->word = 0;
  return len + dot;
}

items items_of(const doc *d, arena *mem, atoms a, const u8 *live) {
  u32 room = 1;
  for (u32 i = 0; i < a.len; i++) room += live[i] != 0;
  items list = {NEWS(mem, item, room), 0};
  for (u32 i = 0; i < a.len;) {
    if (!live[i]) {
      i++;
      continue;
    }
    item *it = &list.at[list.len++];
    *it = (item){.at = a.at[i].at, .token = a.at[i].token, .low = a.at[i].low, .glued = a.at[i].glued};
    it->capital = upper_first(d, it->at);
    it->word = word_bit(it->low.p, it->low.n);
    u32 number = live[i] == LIVE_KNOWN ? number_item(d, a, i, it) : 0, len = number > 1 || live[i] != LIVE_KNOWN ? 0 : word_item(d, a, i, it);
    if (!it->is && !it->capital && tagged(d, it->token, UPOS_ADJ)) it->is |= CLASS(ADJ);
    i += MAX(MAX(number, len), 1u);
  }
  return list;
}
