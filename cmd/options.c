#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ops.h"
#include "stemma.h"

// ---- closed lists of values

const char *color_values(unsigned i, const char **help) {
  static const char *const rows[][2] = {{"auto", "on a terminal"}, {"always", "always"}, {"never", "never"}};
  if (i >= sizeof rows / sizeof *rows) return NULL;
  *help = rows[i][1];
  return rows[i][0];
}

const char *stage_values(unsigned i, const char **help) {
  *help = stm_stage_help(i);
  return stm_stage_name(i);
}

// The i-th format that `fits` says yes to.
static const char *format_row(unsigned i, const char **help, int (*fits)(unsigned)) {
  for (unsigned row = 0; stm_format_name(row); row++) {
    if (!fits(row) || i--) continue;
    *help = stm_format_help(row);
    return stm_format_name(row);
  }
  return NULL;
}

const char *doc_format_values(unsigned i, const char **help) { return format_row(i, help, stm_format_for_doc); }
const char *story_format_values(unsigned i, const char **help) { return format_row(i, help, stm_format_for_stories); }

const char *found_format_values(unsigned i, const char **help) {
  static const char *const rows[][2] = {{"text", "for people, on a terminal"}, {"json", "JSON Lines, a record each"}};
  if (i >= sizeof rows / sizeof *rows) return NULL;
  *help = rows[i][1];
  return rows[i][0];
}

// ---- the nearest name

enum { LONGEST_NAME = 40 };

// Edits from a to b, swapped neighbours counting as one (Damerau-Levenshtein, optimal string alignment).
static size_t edits(const char *a, const char *b) {
  size_t la = strlen(a), lb = strlen(b), d[3][LONGEST_NAME + 1];
  if (la > LONGEST_NAME || lb > LONGEST_NAME) return LONGEST_NAME;
  for (size_t j = 0; j <= lb; j++) d[0][j] = j;
  for (size_t i = 1; i <= la; i++) {
    size_t *row = d[i % 3], *above = d[(i + 2) % 3], *before = d[(i + 1) % 3];
    row[0] = i;
    for (size_t j = 1; j <= lb; j++) {
      size_t best = above[j - 1] + (a[i - 1] != b[j - 1]);
      if (above[j] + 1 < best) best = above[j] + 1;
      if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best) best = before[j - 2] + 1;
      row[j] = best;
    }
  }
  return d[la % 3][lb];
}

const char *nearest(const char *wrong, option_values *names) {
  const char *best = NULL, *name, *help;
  size_t least = strlen(wrong) / 2 < 3 ? strlen(wrong) / 2 + 1 : 4;
  for (unsigned i = 0; (name = names(i, &help)); i++) {
    size_t n = edits(wrong, name);
    if (strlen(wrong) > 2 && !strncmp(wrong, name, strlen(wrong))) n = 1;
    if (n < least) least = n, best = name;
  }
  return best;
}

static const char *nearest_option(const char *wrong, size_t n, const option *table) {
  char name[LONGEST_NAME + 1] = {0};
  memcpy(name, wrong, n < LONGEST_NAME ? n : LONGEST_NAME);
  const char *best = NULL;
  size_t least = n / 2 < 3 ? n / 2 + 1 : 4;
  for (const option *o = table; o->name; o++) {
    size_t e = n > 2 && !strncmp(name, o->name, n) ? 1 : edits(name, o->name);
    if (e < least) least = e, best = o->name;
  }
  return best;
}

// ---- parsing

static int wrong_value(const op *o, const option *opt, const char *value) {
  fprintf(stderr, "stemma %s: --%s: ", o->name, opt->name);
  if (!opt->values) {
    fprintf(stderr, "%s is no number from %u to %u\n", value, opt->least, opt->most);
    return 2;
  }
  const char *help, *near = nearest(value, opt->values), *name;
  fprintf(stderr, "there is no %s here; ", value);
  if (near) return fprintf(stderr, "did you mean %s?\n", near), 2;
  for (unsigned i = 0; (name = opt->values(i, &help)); i++) fprintf(stderr, "%s%s", i ? ", " : "use one of: ", name);
  fprintf(stderr, "\n");
  return 2;
}

static bool listed(option_values *values, const char *value) {
  const char *help, *name;
  for (unsigned i = 0; (name = values(i, &help)); i++)
    if (!strcmp(name, value)) return true;
  return false;
}

static int set(const op *o, const option *opt, const char *value, settings *s) {
  char *field = (char *)s + opt->field;
  if (!opt->argument) return memcpy(field, &(unsigned){1}, sizeof(unsigned)), 0;
  if (opt->most) {
    char *end;
    errno = 0;
    unsigned long n = strtoul(value, &end, 10);
    if (errno || *end || end == value || *value == '-' || n < opt->least || n > opt->most) return wrong_value(o, opt, value);
    return memcpy(field, &(unsigned){(unsigned)n}, sizeof(unsigned)), 0;
  }
  if (opt->least) {
    const char **values = (const char **)(void *)field;
    unsigned *count = (unsigned *)(void *)(values + opt->least);
    if (*count < opt->least) values[(*count)++] = value;
    return 0;
  }
  if (opt->values && !listed(opt->values, value)) return wrong_value(o, opt, value);
  return memcpy(field, &value, sizeof value), 0;
}

static int unknown(const op *o, const char *arg, size_t n) {
  fprintf(stderr, "stemma %s: there is no option %.*s; ", o->name, (int)n, arg);
  const char *near = n > 3 ? nearest_option(arg + 2, n - 2, o->options) : NULL;
  if (near) fprintf(stderr, "did you mean --%s?\n", near);
  else fprintf(stderr, "stemma %s --help lists them\n", o->name);
  return 2;
}

static const option *option_named(const op *o, const char *name, size_t n) {
  const option *opt = o->options;
  while (opt->name && (strlen(opt->name) != n || memcmp(opt->name, name, n))) opt++;
  return opt->name ? opt : NULL;
}

static const option *option_lettered(const op *o, char letter) {
  const option *opt = o->options;
  while (opt->name && opt->letter != letter) opt++;
  return opt->name && letter ? opt : NULL;
}

static int needs(const op *o, const option *opt) {
  fprintf(stderr, "stemma %s: --%s needs a %s\n", o->name, opt->name, opt->argument);
  return 2;
}

// --name, --name=value, --name value
static int long_option(const op *o, int argc, char **argv, int *i, settings *s) {
  const char *arg = argv[*i];
  size_t n = strcspn(arg, "=");
  const option *opt = option_named(o, arg + 2, n - 2);
  const char *value = arg[n] ? arg + n + 1 : NULL;
  if (!opt) return unknown(o, arg, n);
  if (!opt->argument && value) return fprintf(stderr, "stemma %s: --%s takes no value\n", o->name, opt->name), 2;
  if (opt->argument && !value && ++*i < argc) value = argv[*i];
  return opt->argument && !value ? needs(o, opt) : set(o, opt, value, s);
}

// -x, -xvalue, -x value, and switches that share a hyphen: -qh
static int short_options(const op *o, int argc, char **argv, int *i, settings *s) {
  const char *arg = argv[*i];
  for (const char *letter = arg + 1; *letter; letter++) {
    const option *opt = option_lettered(o, *letter);
    if (!opt) return unknown(o, arg, strlen(arg));
    if (opt->argument) {
      const char *value = letter[1] ? letter + 1 : ++*i < argc ? argv[*i] : NULL;
      return value ? set(o, opt, value, s) : needs(o, opt);
    }
    set(o, opt, NULL, s);
  }
  return 0;
}

int options_parse(const op *o, int argc, char **argv, settings *s) {
  int operands = 0;
  bool only_operands = false;
  for (int i = 1; i < argc; i++) {
    if (!only_operands && !strcmp(argv[i], "--")) {
      only_operands = true;
    } else if (only_operands || argv[i][0] != '-' || !argv[i][1]) {
      argv[operands++] = argv[i];
    } else {
      int status = (argv[i][1] == '-' ? long_option : short_options)(o, argc, argv, &i, s);
      if (status) return status;
    }
  }
  s->paths = (const char *const *)argv;
  s->count = (size_t)operands;
  return 0;
}
