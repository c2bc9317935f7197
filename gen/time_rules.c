// Makes lang/en/time.rules into time_rules_table.h: the rules of times, by level. Usage: time_rules OUTDIR FILE
// A class, field or attribute that nobody knows ends the build with the file's name and the line.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/time_rules.h"

#define NAME(x) #x,
static const char *const class_names[] = {TIME_CLASSES(NAME) NULL};
static const char *const field_names[] = {TIME_FIELDS(NAME) NULL};
#undef NAME

enum { MOST_RULES = 1000 };

typedef struct {
  time_rule rule;
  int level;
} line_rule;

static line_rule rules[MOST_RULES];
static int count;
static uint64_t rule_words[RULE_WORD_BITS / 64];

static _Noreturn void stop(const char *path, int line, const char *what, const char *word) {
  fprintf(stderr, "%s:%d: %s: %s\n", path, line, what, word);
  exit(1);
}

static int index_of(const char *const *names, const char *name) {
  for (int i = 0; names[i]; i++)
    if (!strcmp(names[i], name)) return i;
  return -1;
}

static uint64_t classes_of(const char *path, int line, char *names) {
  uint64_t is = 0;
  for (char *rest = NULL, *one = strtok_r(names, "|", &rest); one; one = strtok_r(NULL, "|", &rest)) {
    int c = index_of(class_names, one);
    if (c < 0) stop(path, line, "no such class", one);
    is |= (uint64_t)1 << c;
  }
  return is;
}

static void add_element(const char *path, int line, time_rule *r, char *part) {
  if (r->elements == RULE_ELEMENTS) stop(path, line, "too many elements at", part);
  rule_element *e = &r->e[r->elements++];
  e->ahead = part[0] == '>' && part[1];
  if (e->ahead) part++;
  size_t n = strlen(part);
  e->optional = n > 1 && part[n - 1] == '?';
  if (e->optional) part[n - 1] = 0;
  if (part[0] >= 'A' && part[0] <= 'Z') {
    e->is = classes_of(path, line, part);
    return;
  }
  e->words = strdup(part);
  r->words++;
  for (const char *w = e->words; *w; w += strcspn(w, "|"), w += *w == '|') {
    uint32_t hash = rule_word_hash(w, strcspn(w, "|"));
    e->bits |= word_bit(w, strcspn(w, "|"));
    rule_words[hash / 64] |= (uint64_t)1 << hash % 64;
  }
  if (r->elements == 1) r->first_words = e->bits;
}

static void add_set(const char *path, int line, time_rule *r, const char *name, const char *value) {
  int f = index_of(field_names, name);
  if (f < 0 || !value || !*value || r->sets == RULE_SETS) stop(path, line, "no such assignment", name);
  rule_set *s = &r->set[r->sets++];
  s->field = (uint8_t)f;
  if (value[0] == ':') {
    s->constant = strdup(value + 1);
    s->number = atoi(value + 1);
  } else {
    s->from = (uint8_t)atoi(value);
  }
}

static void add_attribute(const char *path, int line, line_rule *r, char *name) {
  char *value = strchr(name, '=');
  if (value) *value++ = 0;
  if (!strcmp(name, "level")) r->level = value ? atoi(value) : 0;
  else if (!strcmp(name, "makes")) r->rule.makes = classes_of(path, line, value);
  else if (!strcmp(name, "after")) r->rule.after = strdup(value);
  else if (!strcmp(name, "the")) r->rule.the = true;
  else if (!strcmp(name, "glued")) r->rule.glued = true;
  else if (!strcmp(name, "skip")) r->rule.skip = true;
  else if (!strcmp(name, "stop")) r->rule.stop = true;
  else add_set(path, line, &r->rule, name, value);
}

static void add_line(const char *path, int number, char *text) {
  text[strcspn(text, "\r\n")] = 0;
  if (!*text || *text == '#') return;
  char *tab = strchr(text, '\t'), *rest = NULL;
  if (!tab || count == MOST_RULES) stop(path, number, "no rule", text);
  *tab++ = 0;
  line_rule *r = &rules[count++];
  for (char *part = strtok_r(text, " ", &rest); part; part = strtok_r(NULL, " ", &rest)) add_element(path, number, &r->rule, part);
  for (char *one = strtok_r(tab, " ", &rest); one; one = strtok_r(NULL, " ", &rest)) add_attribute(path, number, r, one);
  if (r->level < 1 || r->level >= RULE_LEVELS) stop(path, number, "no such level", text);
}

static void put_text(FILE *to, const char *name, const char *text) {
  if (text) fprintf(to, ".%s = \"%s\", ", name, text);
}

static void put_rule(FILE *to, const time_rule *r) {
  bool second = r->elements > 1 && !r->e[0].optional && !r->e[1].optional;
  fprintf(to, "  {.e = {");
  for (int i = 0; i < r->elements; i++) {
    fprintf(to, "{.is = %lluu, .optional = %d, .ahead = %d, ", (unsigned long long)r->e[i].is, r->e[i].optional, r->e[i].ahead);
    put_text(to, "words", r->e[i].words);
    if (r->e[i].words) fprintf(to, ".bits = %lluu, ", (unsigned long long)r->e[i].bits);
    fprintf(to, "}, ");
  }
  fprintf(to, "}, ");
  if (r->sets) fprintf(to, ".set = {");
  for (int i = 0; i < r->sets; i++) {
    fprintf(to, "{.field = %d, .from = %d, .number = %d, ", r->set[i].field, r->set[i].from, (int)r->set[i].number);
    put_text(to, "constant", r->set[i].constant);
    fprintf(to, "}, ");
  }
  fprintf(to, "%s.makes = %lluu, .first_words = %lluu, ", r->sets ? "}, " : "", (unsigned long long)r->makes, (unsigned long long)r->first_words);
  if (second) fprintf(to, ".second_is = %lluu, .second_words = %lluu, ", (unsigned long long)r->e[1].is, (unsigned long long)r->e[1].bits);
  put_text(to, "after", r->after);
  fprintf(to, ".elements = %d, .sets = %d, .words = %d, .the = %d, .glued = %d, .skip = %d, .stop = %d},\n", r->elements, r->sets,
          r->words, r->the, r->glued, r->skip, r->stop);
}

// What may open a rule of each level: most words are skipped by one look.
static void put_level_masks(FILE *to) {
  uint64_t is[RULE_LEVELS] = {0}, words[RULE_LEVELS] = {0};
  for (int i = 0; i < count; i++) {
    is[rules[i].level] |= rules[i].rule.e[0].is;
    words[rules[i].level] |= rules[i].rule.first_words;
  }
  fprintf(to, "static const uint64_t level_is[] = {");
  for (int i = 0; i < RULE_LEVELS; i++) fprintf(to, "%lluu, ", (unsigned long long)is[i]);
  fprintf(to, "};\nstatic const uint64_t level_words[] = {");
  for (int i = 0; i < RULE_LEVELS; i++) fprintf(to, "%lluu, ", (unsigned long long)words[i]);
  fprintf(to, "};\n");
}

static void put_table(FILE *to) {
  int begin[RULE_LEVELS + 1] = {0}, written = 0;
  fprintf(to, "// Made by gen/time_rules.c from lang/en/time.rules.\nstatic const time_rule time_rules[] = {\n");
  for (int level = 0; level < RULE_LEVELS; level++) {
    begin[level] = written;
    for (int i = 0; i < count; i++)
      if (rules[i].level == level) put_rule(to, &rules[i].rule), written++;
  }
  begin[RULE_LEVELS] = written;
  fprintf(to, "};\nstatic const uint16_t time_rules_begin[] = {");
  for (int level = 0; level <= RULE_LEVELS; level++) fprintf(to, "%d, ", begin[level]);
  fprintf(to, "};\n");
  put_level_masks(to);
  fprintf(to, "static const uint64_t rule_words[] = {");
  for (int i = 0; i < RULE_WORD_BITS / 64; i++) fprintf(to, "%lluu, ", (unsigned long long)rule_words[i]);
  fprintf(to, "};\n");
}

int main(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: time_rules OUTDIR FILE\n"), 2;
  FILE *from = fopen(argv[2], "r");
  if (!from) stop(argv[2], 0, "cannot be read", argv[2]);
  char line[1024], path[1024];
  for (int number = 1; fgets(line, sizeof line, from); number++) add_line(argv[2], number, line);
  fclose(from);
  snprintf(path, sizeof path, "%s/time_rules_table.h", argv[1]);
  FILE *to = fopen(path, "w");
  if (!to) stop(path, 0, "cannot be written", path);
  put_table(to);
  return fclose(to) != 0;
}
