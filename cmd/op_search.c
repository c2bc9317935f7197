// stemma search: questions to a store.
#include <stdlib.h>
#include <string.h>

#include "ops.h"
#include "session.h"

// The operands as one question, joined by blanks.
static char *question_of(const settings *set) {
  size_t n = 1;
  for (size_t i = 0; i < set->count; i++) n += strlen(set->paths[i]) + 1;
  char *question = calloc(n, 1);
  for (size_t i = 0; question && i < set->count; i++) {
    if (i) strcat(question, " ");
    strcat(question, set->paths[i]);
  }
  return question;
}

static void ask(session *s, stm_store *store) {
  stm_error error = {0};
  char *question = question_of(s->set);
  int status = question ? stm_store_search(store, question, s->set->most, s->format, &s->look, session_sink, s, &error) : STM_MEMORY;
  free(question);
  if (!status || status == STM_IO) return;
  session_failed(s, "search", &error);
  if (status == STM_USAGE) s->status = 2;
}

static int run(const settings *set) {
  session s;
  stm_error error = {0};
  if (session_open_output(&s, set, found_format_values)) {
    stm_store *store = stm_store_open(set->store, 0, &error);
    if (store) ask(&s, store);
    else session_failed(&s, set->store, &error);
    stm_store_close(store);
  }
  return session_close(&s);
}

static const option options[] = {STORE_OPTION,
                                 NUMBER("most", 'n', "N", most, 1, 1000000, "at most so many records, 100 without it"),
                                 OUTPUT_OPTIONS(found_format_values),
                                 SWITCH("quiet", 'q', quiet, "no warnings; the exit status tells"),
                                 SWITCH("help", 'h', help, "print this help"),
                                 {0}};

const op op_search = {
    .name = "search",
    .operands = "WORD…",
    .summary = "find claims and quotations in a store, by words, speaker, outlet, certainty, date",
    .about = "Finds the claims and quotations that hold all the words, newest articles first. Besides words a question can have "
             "fields: speaker:NAME, chain:NAME, outlet:NAME, kind:claim or kind:quote, certainty:denied (asserted, attributed, "
             "expected, speculated), mod:scheduled (and the other stances), after:DATE, before:DATE. Words in double quotes are a "
             "phrase.",
    .options = options,
    .run = run,
};
