// Completion scripts for bash and zsh, from the tables of options.
#include <string.h>

#include "help.h"

static void names_of(FILE *to, option_values *values) {
  const char *name, *help;
  for (unsigned i = 0; (name = values(i, &help)); i++) fprintf(to, "%s%s", i ? " " : "", name);
}

static void bash_op(FILE *to, const op *o) {
  fprintf(to, "    %s)\n      case $before in\n", o->name);
  for (const option *opt = o->options; opt->name; opt++) {
    if (!opt->argument) continue;
    fprintf(to, "        --%s", opt->name);
    if (opt->letter) fprintf(to, "|-%c", opt->letter);
    fprintf(to, ") ");
    if (opt->values) {
      fprintf(to, "COMPREPLY=($(compgen -W '");
      names_of(to, opt->values);
      fprintf(to, "' -- \"$word\")); ");
    } else if (!strcmp(opt->argument, "FILE")) {
      fprintf(to, "COMPREPLY=($(compgen -f -- \"$word\")); ");
    }
    fprintf(to, "return ;;\n");
  }
  fprintf(to, "      esac\n      case $word in -*) COMPREPLY=($(compgen -W '");
  for (const option *opt = o->options; opt->name; opt++) fprintf(to, "--%s ", opt->name);
  fprintf(to, "' -- \"$word\")); return ;; esac\n      COMPREPLY=($(compgen -f -- \"$word\")) ;;\n");
}

static void bash_script(FILE *to) {
  fprintf(to, "_stemma() {\n  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
              "  if [ \"$COMP_CWORD\" = 1 ]; then\n    COMPREPLY=($(compgen -W '");
  names_of(to, op_values);
  fprintf(to, " --help --version' -- \"$word\"))\n    return\n  fi\n  case ${COMP_WORDS[1]} in\n");
  for (const op *const *o = ops; *o; o++) bash_op(to, *o);
  fprintf(to, "  esac\n}\ncomplete -o filenames -F _stemma stemma\n");
}

// Text inside '…[…]' of an _arguments specification.
static void zsh_text(FILE *to, const char *text) {
  for (; *text; text++) {
    if (strchr("[]:\\", *text)) fputc('\\', to);
    if (*text == '\'') fprintf(to, "'\\''");
    else fputc(*text, to);
  }
}

static void zsh_option(FILE *to, const option *o) {
  for (int letter = 0; letter <= (o->letter ? 1 : 0); letter++) {
    if (letter) fprintf(to, "        '-%c[", o->letter);
    else fprintf(to, "        '--%s%s[", o->name, o->argument ? "=" : "");
    zsh_text(to, o->help);
    fprintf(to, "]");
    if (o->argument) fprintf(to, ":%s:", o->argument);
    if (o->values) {
      fprintf(to, "(");
      names_of(to, o->values);
      fprintf(to, ")");
    } else if (o->argument && !strcmp(o->argument, "FILE")) {
      fprintf(to, "_files");
    }
    fprintf(to, "' \\\n");
  }
}

static void zsh_script(FILE *to) {
  fprintf(to, "#compdef stemma\n_stemma() {\n  local -a commands\n  commands=(\n");
  for (const op *const *o = ops; *o; o++) {
    fprintf(to, "    '%s:", (*o)->name);
    zsh_text(to, (*o)->summary);
    fprintf(to, "'\n");
  }
  fprintf(to, "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n  case $words[2] in\n");
  for (const op *const *o = ops; *o; o++) {
    fprintf(to, "    %s)\n      shift words; (( CURRENT-- ))\n      _arguments \\\n", (*o)->name);
    for (const option *opt = (*o)->options; opt->name; opt++) zsh_option(to, opt);
    fprintf(to, "        '*:file:_files' ;;\n");
  }
  fprintf(to, "  esac\n}\n_stemma \"$@\"\n");
}

int completion_script(FILE *to, const char *shell) {
  if (!strcmp(shell, "bash")) return bash_script(to), 0;
  if (!strcmp(shell, "zsh")) return zsh_script(to), 0;
  fprintf(stderr, "stemma: --completion knows bash and zsh, not %s\n", shell);
  return 2;
}
