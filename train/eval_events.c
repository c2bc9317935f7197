// Events against the PLOVER records: the class of each sentence's event, F1 averaged over classes.
#include <jansson.h>
#include <stdio.h>
#include <zlib.h>

#include "eval.h"
#include "pipeline.h"
#include "xz.h"

enum { MOST_CLASSES = 24 };

typedef struct {
  const char *name;
  u32 right, wrong, missed;
} class_count;

typedef struct {
  class_count of[MOST_CLASSES];
  u32 classes, records, silent;
} table_of_classes;

// The records have the class names of 2016; CAMEO's roots tell them apart.
static const char *class_of_code(str code) {
  static const char *const by_root[] = {"",          "",       "DEMAND",     "AGREE",  "CONSULT",  "SUPPORT", "COOPERATE",
                                        "AID",       "CONCEDE", "INVESTIGATE", "DEMAND", "DISAPPROVE", "REJECT", "THREATEN",
                                        "PROTEST",   "MOBILIZE", "SANCTION",  "COERCE", "ASSAULT",  "FIGHT",   "FIGHT"};
  if (code.n < 2 || !is_digit(code.p[0]) || !is_digit(code.p[1])) return "";
  u32 root = (u32)(code.p[0] - '0') * 10 + (u32)(code.p[1] - '0');
  if (root == 8 && code.n > 2 && code.p[2] >= '4') return "RETREAT";
  return root < COUNT_OF(by_root) ? by_root[root] : "";
}

static class_count *row_of(table_of_classes *t, const char *name) {
  for (u32 i = 0; i < t->classes; i++)
    if (!strcmp(t->of[i].name, name)) return &t->of[i];
  if (t->classes == MOST_CLASSES) return &t->of[0];
  t->of[t->classes].name = name;
  return &t->of[t->classes++];
}

// Several records share a sentence: what is another one's event is not wrong.
static bool told_elsewhere(const json_t *all, str text, const char *class) {
  for (size_t i = 0; i < json_array_size(all); i++) {
    const json_t *r = json_array_get(all, i);
    if (str_eq(json_text(r, "event"), str_of(class)) && str_eq(json_text(r, "text"), text)) return true;
  }
  return false;
}

// Right where one of the events has the class; else the first that was given counts as wrong.
static void count(table_of_classes *t, const doc *d, const char *gold, const json_t *all, str text) {
  const char *first = NULL;
  bool right = false;
  for (u32 i = 1; i < d->events.len; i++) {
    const char *given = class_of_code(d->events.at[i].cameo);
    if (!*given) continue;
    first = first ? first : given;
    right |= !strcmp(given, gold);
  }
  t->records++;
  t->silent += !first;
  if (right) row_of(t, gold)->right++;
  else row_of(t, gold)->missed++;
  if (!right && first && !told_elsewhere(all, text, first)) row_of(t, first)->wrong++;
}

// The tables of lang/en grew while the even half was looked at; the odd one was kept apart.
static bool kept_apart(str id) { return crc32(0, (const u8 *)id.p, (u32)id.n) % 2 == 1; }

static void judge(table_of_classes *halves, const json_t *record, const json_t *all, const kit *k) {
  table_of_classes *t = &halves[kept_apart(json_text(record, "id"))];
  str text = json_text(record, "text"), gold = json_text(record, "event");
  if (!text.n || str_eq(gold, S("DOCUMENT"))) return;
  arena *mem = arena_new((size_t)1 << 28);
  if (!mem) return;
  if (setjmp(*arena_spent(mem))) {
    arena_free(mem);
    return;
  }
  while (text.n && (text.p[0] == '{' || text.p[0] == ' ')) text = str_from(text, 1);
  while (text.n && (text.p[text.n - 1] == '}' || text.p[text.n - 1] == ' ')) text.n--;
  doc *d = doc_new(mem, S("plover"), text);
  pipeline_run(d, k, STAGE_COUNT - 1);
  count(t, d, gold.p, all, json_text(record, "text"));
  arena_free(mem);
}

static void print_half(const char *what, const table_of_classes *t) {
  double sum = 0;
  for (u32 i = 0; i < t->classes; i++) {
    const class_count *c = &t->of[i];
    double f = 200.0 * c->right / MAX(2 * c->right + c->wrong + c->missed, 1u);
    printf("    %-12s right %3u wrong %3u missed %3u F1 %.0f\n", c->name, c->right, c->wrong, c->missed, f);
    sum += f;
  }
  printf("  %s: %u records, %u without an event, macro F1 %.1f\n", what, t->records, t->silent, sum / MAX(t->classes, 1u));
}

void eval_events(const kit *k, const char *dir) {
  char folder[1024];
  snprintf(folder, sizeof folder, "%s/event/plover-gsr", dir);
  str bytes = read_data(folder, "PLOVER_GSR_CAMEO.json.xz");
  json_t *all = json_loadb(bytes.p, bytes.n, 0, NULL);
  table_of_classes halves[2] = {0};
  for (size_t i = 0; i < json_array_size(all); i++) judge(halves, json_array_get(all, i), all, k);
  print_half("seen while the tables grew", &halves[0]);
  print_half("kept apart", &halves[1]);
  json_decref(all);
}
