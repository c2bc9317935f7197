// The command line: finds the operation in ops.h, parses its options and runs it.
#include <signal.h>
#include <string.h>

#include "help.h"
#include "stemma.h"

static int unknown_command(const char *name) {
  const char *near = nearest(name, op_values);
  fprintf(stderr, "stemma: there is no command %s; ", name);
  if (near) fprintf(stderr, "did you mean stemma %s?\n", near);
  else fprintf(stderr, "stemma --help lists them\n");
  return 2;
}

static int run(const op *o, int argc, char **argv) {
  settings s = {.threads = 1, .store = "stemma.db", .delay = 1000, .timeout = 30, .transfers = 8, .tries = 3, .largest = 32,
                .interval = 900, .recheck = 3600};
  int status = options_parse(o, argc, argv, &s);
  if (status) return status;
  if (s.help) return help_op(stdout, o), 0;
  if (!s.count && o->operands[0] != '[')
    return fprintf(stderr, "stemma %s: %s is missing; - is standard input\nusage: stemma %s [OPTION…] %s\n", o->name, o->operands,
                   o->name, o->operands), 2;
  return o->run(&s);
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);   // a reader that has seen enough shows as a failed write
  const char *first = argc > 1 ? argv[1] : NULL;
  if (!first) return help_all(stderr), 2;
  bool help = !strcmp(first, "--help") || !strcmp(first, "-h") || !strcmp(first, "help");
  if (help && argc < 3) return help_all(stdout), 0;
  if (!strcmp(first, "--version")) return puts("stemma " STM_VERSION), 0;
  if (!strcmp(first, "--help-man")) return manual_page(stdout), 0;
  if (!strcmp(first, "--completion")) return completion_script(stdout, argc > 2 ? argv[2] : "");
  for (const op *const *o = ops; *o; o++)
    if (!strcmp((*o)->name, help ? argv[2] : first)) return help ? help_op(stdout, *o), 0 : run(*o, argc - 1, argv + 1);
  return unknown_command(help ? argv[2] : first);
}
