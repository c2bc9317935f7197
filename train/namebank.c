#include "namebank.h"

#include <stdio.h>
#include <stdlib.h>

#include "doc/stages.h"
#include "lang/name_chain.h"
#include "model/lexicon.h"
#include "texts.h"
#include "xz.h"

// A document under construction: its text as running prose again, and the names in it.
typedef struct {
  namebank *to;
  u32 set;
  out text;
  VEC(gold_name) names;
  bool glue;            // the next word clings to this one
  bool quoted;          // a straight quotation mark is open
} builder;

// ---------------------------------------------------------------- tokens to prose

static bool clings_left(str w) {
  static const char *const signs[] = {".", ",", ";", ":", "!", "?", ")", "]", "%", "'s", "'", "n't", "'re", "'ve", "'ll", "'d", "'m", "’s"};
  for (u32 i = 0; i < COUNT_OF(signs); i++)
    if (str_eq_nocase(w, str_of(signs[i]))) return true;
  return false;
}

static bool clings_right(str w) {
  static const char *const signs[] = {"(", "[", "$", "@", "#"};
  for (u32 i = 0; i < COUNT_OF(signs); i++)
    if (str_eq(w, str_of(signs[i]))) return true;
  return false;
}

static span put_word(builder *b, str w) {
  bool quote = str_eq(w, S("\"")) || str_eq(w, S("''")) || str_eq(w, S("``"));
  bool left = b->glue || clings_left(w) || (quote && b->quoted);
  if (b->text.n && b->text.p[b->text.n - 1] != '\n' && !left) out_byte(&b->text, ' ');
  if (quote) b->quoted = !b->quoted;
  b->glue = clings_right(w) || (quote && b->quoted);
  u32 beg = (u32)b->text.n;
  out_str(&b->text, w);
  return (span){beg, (u32)b->text.n};
}

static void end_sentence(builder *b) {
  if (b->text.n && b->text.p[b->text.n - 1] != '\n') out_lit(&b->text, "\n\n");
  b->glue = b->quoted = false;
}

// ---------------------------------------------------------------- labels

// Names to labels of the tokens that they touch.
static u8 *labels_of(arena *mem, const doc *d, const gold_name *name, u32 names) {
  u8 *label = NEWS(mem, u8, d->tokens.len);
  for (u32 n = 0; n < names; n++) {
    u32 first = token_at(d, name[n].at.beg), i = first;
    for (; i < d->tokens.len && d->tokens.at[i].beg < name[n].at.end; i++) label[i] = (u8)name_label_of(name[n].kind, i == first);
  }
  return label;
}

static bool is_people(str text) {
  char key[64];
  if (text.n >= sizeof key) return false;
  for (size_t i = 0; i < text.n; i++) key[i] = to_lower(text.p[i]);
  str low = {key, text.n};
  const lex_entry *e = lex_find(LEX_COUNTRIES, low);
  return lex_has(LEX_PEOPLES, low) || lex_says(e, "adjective") || lex_says(e, "people");
}

static bool names_event(str text) {
  str last = text;
  for (size_t at; (at = str_find_byte(last, ' ')) < last.n;) last = str_from(last, at + 1);
  char key[64];
  if (last.n >= sizeof key) return false;
  for (size_t i = 0; i < last.n; i++) key[i] = to_lower(last.p[i]);
  return str_eq(lex_value(lex_find(LEX_NAME_KINDS, (str){key, last.n}), "kind"), S("event"));
}

static name_kind settled_kind(u32 set, name_kind kind, str text) {
  bool handle = text.p[0] == '@' || text.p[0] == '#';
  if (set == SET_TWITTER && handle) return NAME_NONE;
  if ((kind == NAME_OTHER || (kind == NAME_PLACE && set == SET_TWITTER)) && is_people(text)) return NAME_PEOPLE;
  return kind == NAME_OTHER && names_event(text) ? NAME_EVENT : kind;
}

// Nationalities are names of peoples here (places in tweets), and so are they where the annotators left them out; miscellany
// falls apart; addresses of users are no names.
static void settle_kinds(builder *b, const doc *d) {
  u32 kept = 0;
  for (u32 i = 0; i < b->names.len; i++) {
    gold_name g = b->names.at[i];
    g.kind = settled_kind(b->set, g.kind, doc_str(d, g.at));
    if (g.kind) b->names.at[kept++] = g;
  }
  b->names.len = kept;
}

static void add_peoples(const doc *d, u8 *label) {
  for (u32 i = 1; i < d->tokens.len; i++) {
    if (label[i] || !is_upper(token_str(d, i).p[0])) continue;
    bool two = i + 1 < d->tokens.len && !label[i + 1] && is_people(doc_str(d, token_span(d, i, i + 2)));
    if (!two && !is_people(token_str(d, i))) continue;
    label[i] = (u8)name_label_of(NAME_PEOPLE, true);
    if (two) label[++i] = (u8)name_label_of(NAME_PEOPLE, false);
  }
}

static doc *read_text(const namebank *b, str text) {
  doc *d = doc_new(b->mem, (str){0}, text);
  d->text = text;
  vec_push(b->mem, &d->zones, ((zone){{0, (u32)text.n}, ZONE_BODY}));
  stage_segment(d, b->kit);
  stage_tag(d, b->kit);
  return d;
}

void namebank_recase(namebank *b, u32 from, u32 to, u32 every, enum name_case how) {
  for (u32 i = from; i < to; i += every) {
    name_doc nd = b->docs.at[i];
    char *text = NEWS(b->mem, char, nd.doc->text.n + 1);
    for (size_t k = 0; k < nd.doc->text.n; k++) {
      char c = nd.doc->text.p[k];
      text[k] = how == CASE_LOWER ? to_lower(c) : is_lower(c) ? (char)(c - 32) : c;
    }
    doc *d = read_text(b, (str){text, nd.doc->text.n});
    u8 *label = labels_of(b->mem, d, nd.name, nd.names);
    for (u32 k = 1; k < d->tokens.len; k++) {
      u32 same = token_at(nd.doc, d->tokens.at[k].beg);   // a people that the annotators left out
      if (!label[k] && same < nd.doc->tokens.len && nd.label[same] == name_label_of(NAME_PEOPLE, true)) label[k] = nd.label[same];
    }
    nd.doc = d;
    nd.label = label;
    nd.copy_of = i + 1;
    vec_push(b->mem, &b->docs, nd);
  }
}

static void end_doc(builder *b) {
  arena *mem = b->to->mem;
  while (b->text.n && is_space(b->text.p[b->text.n - 1])) b->text.n--;
  if (b->text.n) {
    doc *d = read_text(b->to, str_copy(mem, out_view(&b->text)));
    settle_kinds(b, d);
    name_doc nd = {.doc = d, .names = b->names.len, .set = b->set};
    nd.name = NEWS(mem, gold_name, b->names.len);
    if (b->names.len) memcpy(nd.name, b->names.at, b->names.len * sizeof *nd.name);
    nd.label = labels_of(mem, d, nd.name, nd.names);
    add_peoples(d, nd.label);
    vec_push(mem, &b->to->docs, nd);
  }
  b->names.len = 0;
  b->text.n = 0;
}

// ---------------------------------------------------------------- readers

static name_kind kind_of_label(str label) {
  static const struct {
    const char *label;
    name_kind kind;
  } kinds[] = {{"PER", NAME_PERSON},          {"ORG", NAME_ORGANISATION},          {"LOC", NAME_PLACE},
               {"OTH", NAME_OTHER},           {"MISC", NAME_OTHER},                {"misc", NAME_OTHER},
               {"politician", NAME_PERSON},   {"person", NAME_PERSON},             {"politicalparty", NAME_ORGANISATION},
               {"organisation", NAME_ORGANISATION}, {"election", NAME_EVENT},      {"event", NAME_EVENT},
               {"country", NAME_PLACE},       {"location", NAME_PLACE},            {"organization", NAME_ORGANISATION},
               {"place", NAME_PLACE},         {"PEOPLE", NAME_PEOPLE},             {"EVENT", NAME_EVENT},
               {"OTHER", NAME_OTHER}};
  for (u32 i = 0; i < COUNT_OF(kinds); i++)
    if (str_eq(label, str_of(kinds[i].label))) return kinds[i].kind;
  return NAME_NONE;
}

// Adds a word with its label: B-X begins a name, I-X goes on with one or (IOB1) begins it.
static void add_labelled(builder *b, str w, str tag, str *open) {
  span at = put_word(b, w);
  str label = tag.n > 2 ? str_from(tag, 2) : (str){0};
  name_kind kind = kind_of_label(label);
  if (kind && (tag.p[0] == 'B' || !str_eq(*open, label))) vec_push(b->to->mem, &b->names, ((gold_name){at, kind}));
  else if (kind) b->names.at[b->names.len - 1].at.end = at.end;
  *open = kind ? label : (str){0};
}

// Columns apart by `sep`: the word in the first or second, the tag behind it.
static void read_columns(builder *b, str rest, char sep, u32 word_column, u32 sentences_a_doc) {
  str open = {0};
  u32 sentences = 0;
  while (rest.n) {
    str line = str_token(&rest, '\n'), w = {0}, tag = {0};
    if (line.n && line.p[line.n - 1] == '\r') line.n--;
    bool new_doc = str_starts(line, S("# newdoc")) || str_starts(line, S("-DOCSTART-"));
    if (new_doc || (!line.n && sentences_a_doc && ++sentences % sentences_a_doc == 0)) end_sentence(b), end_doc(b);
    if (!line.n) end_sentence(b), open = (str){0};
    if (!line.n || new_doc || str_starts(line, S("# "))) continue;
    for (u32 c = 0; c <= word_column; c++) w = str_token(&line, sep);
    tag = str_token(&line, sep);
    if (w.n) add_labelled(b, w, tag, &open);
  }
  end_doc(b);
}

// UNER: the words stand in the treebank's text, which is given.
static void read_uner(builder *b, str rest) {
  str open = {0}, text = {0};
  size_t at = 0, base = 0;
  while (rest.n) {
    str line = str_token(&rest, '\n');
    if (str_starts(line, S("# newdoc"))) end_doc(b);
    if (str_starts(line, S("# text = "))) {
      end_sentence(b);
      text = str_from(line, 9);
      base = b->text.n;
      at = 0;
      out_str(&b->text, text);
      open = (str){0};
    }
    if (!line.n || line.p[0] == '#') continue;
    str_token(&line, '\t');
    str w = str_token(&line, '\t'), tag = str_token(&line, '\t');
    size_t found = str_find(str_from(text, at), w);
    if (found > 2) continue;   // a word that does not stand so in the text
    span s = {(u32)(base + at + found), (u32)(base + at + found + w.n)};
    at += found + w.n;
    str label = tag.n > 2 ? str_from(tag, 2) : (str){0};
    name_kind kind = kind_of_label(label);
    if (kind && (tag.p[0] == 'B' || !str_eq(open, label))) vec_push(b->to->mem, &b->names, ((gold_name){s, kind}));
    else if (kind) b->names.at[b->names.len - 1].at.end = s.end;
    open = kind ? label : (str){0};
  }
  end_doc(b);
}

// News articles that the project has annotated: texts of other sets, names as places among their code points.
static void read_news(builder *b, const char *dir) {
  str rest = read_data("train/annotated", "names.jsonl");
  for (json_t *row; (row = next_row(&rest)); json_decref(row)) {
    str text = text_of_label(dir, row);
    u32 *byte = NEWS(b->to->mem, u32, text.n + 1), points = 0;
    for (u32 i = 0; i <= text.n; i++)
      if (i == text.n || ((u8)text.p[i] & 0xC0) != 0x80) byte[points++] = i;
    out_str(&b->text, text);
    const json_t *list = json_object_get(row, "names");
    for (size_t i = 0; i < json_array_size(list); i++) {
      const json_t *one = json_array_get(list, i);
      json_int_t beg = json_integer_value(json_array_get(one, 0)), end = json_integer_value(json_array_get(one, 1));
      name_kind kind = kind_of_label(str_of(json_string_value(json_array_get(one, 2))));
      if (end < points) vec_push(b->to->mem, &b->names, ((gold_name){{byte[beg], byte[end]}, kind}));
    }
    end_doc(b);
  }
}

void namebank_read(namebank *bank, const char *dir, enum name_set set) {
  builder b = {.to = bank, .set = set};
  switch (set) {
    case SET_EWT_TRAIN: read_uner(&b, read_data(dir, "ner/uner-english-ewt/en_ewt-uner-train.iob2.xz")); break;
    case SET_EWT_DEV: read_uner(&b, read_data(dir, "ner/uner-english-ewt/en_ewt-uner-dev.iob2.xz")); break;
    case SET_POLITICS_TRAIN: read_columns(&b, read_data(dir, "ner/crossner-politics/politics-train.txt.xz"), '\t', 0, 1); break;
    case SET_POLITICS_DEV: read_columns(&b, read_data(dir, "ner/crossner-politics/politics-dev.txt.xz"), '\t', 0, 1); break;
    case SET_WIKIGOLD: read_columns(&b, read_data(dir, "ner/wikigold/wikigold.conll.xz"), ' ', 0, 0); break;
    case SET_NEWS: read_news(&b, dir); break;
    case SET_TWITTER:
      read_columns(&b, read_data(dir, "ner/broad-twitter/btc-g.conll.xz"), '\t', 0, 1);
      read_columns(&b, read_data(dir, "ner/broad-twitter/btc-f.conll.xz"), '\t', 0, 1);
      read_columns(&b, read_data(dir, "ner/broad-twitter/btc-e.conll.xz"), '\t', 0, 1);
      break;
    default: break;
  }
  out_free(&b.text);
}
