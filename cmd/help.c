// --help for the program and for each operation.
#include "help.h"

#include <string.h>

enum { HELP_WIDTH = 80, COLUMN = 24 };

// Words of `text` from column `at`, wrapped, later lines indented by `indent`. An empty line parts paragraphs.
static void wrap(FILE *to, const char *text, int indent, int at) {
  while (*text) {
    size_t n = strcspn(text, " \n");
    int columns = 0;
    for (size_t i = 0; i < n; i++) columns += (text[i] & 0xC0) != 0x80;
    if (at > indent && at + 1 + columns > HELP_WIDTH) fprintf(to, "\n%*s", indent, ""), at = indent;
    if (at > indent) fputc(' ', to), at++;
    fwrite(text, 1, n, to);
    at += columns;
    text += n;
    if (text[0] == '\n' && text[1] == '\n') fprintf(to, "\n\n%*s", indent, ""), at = indent;
    while (*text == ' ' || *text == '\n') text++;
  }
  fputc('\n', to);
}

static void entry(FILE *to, const char *label, const char *help) {
  int n = fprintf(to, "  %s", label);
  if (n >= COLUMN) fprintf(to, "\n"), n = 0;
  fprintf(to, "%*s", COLUMN - n, "");
  wrap(to, help, COLUMN, COLUMN);
}

static void help_option(FILE *to, const option *o) {
  char label[80], letter[8] = "    ";
  if (o->letter) snprintf(letter, sizeof letter, "-%c, ", o->letter);
  snprintf(label, sizeof label, "%s--%s%s%s", letter, o->name, o->argument ? " " : "", o->argument ? o->argument : "");
  entry(to, label, o->help);
}

static void help_values(FILE *to, const option *o) {
  const char *name, *help;
  fprintf(to, "\nValues of --%s:\n", o->name);
  for (unsigned i = 0; (name = o->values(i, &help)); i++) entry(to, name, help);
}

void help_op(FILE *to, const op *o) {
  fprintf(to, "usage: stemma %s [OPTION…] %s\n\n", o->name, o->operands);
  wrap(to, o->about, 0, 0);
  fprintf(to, "\nOptions:\n");
  for (const option *opt = o->options; opt->name; opt++) help_option(to, opt);
  for (const option *opt = o->options; opt->name; opt++)
    if (opt->values && opt->values != color_values) help_values(to, opt);
}

void help_all(FILE *to) {
  fprintf(to, "usage: stemma COMMAND [OPTION…] FILE…\n\n");
  wrap(to, manual_sections[0][1], 0, 0);
  fprintf(to, "\nCommands:\n");
  for (const op *const *o = ops; *o; o++) entry(to, (*o)->name, (*o)->summary);
  fprintf(to, "\nOptions:\n");
  entry(to, "-h, --help", "print this help; after a command, that of the command");
  entry(to, "    --version", "print the version");
  entry(to, "    --help-man", "print the manual page");
  entry(to, "    --completion SHELL", "print the completion script for bash or zsh");
}
