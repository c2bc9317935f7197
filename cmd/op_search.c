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
    .operands = "WORD…|FIELD:VALUE…",
    .summary = "find claims and quotations in a store, by words, person, outlet, certainty, date",
    .about = "Finds the claims and quotations that hold all the words, newest articles first. Words in double quotes are a phrase. "
             "Besides words a question can have fields:\n\n"
             "Who: speaker:NAME, chain:NAME (anybody through whom it came), person:NAME (either).\n\n"
             "Where: outlet:NAME, title:WORDS, path:PART of the file's name or the address, version:last (without articles that were "
             "edited since) or version:NUMBER.\n\n"
             "When: after:DATE (that day, too), before:DATE, on:DATE; a DATE is 2031, 2031-03 or 2031-03-24, and that of publication.\n\n"
             "What: kind:claim or kind:quote; certainty:asserted, attributed, expected, speculated or denied; mod:scheduled and the "
             "other stances.\n\n"
             "stemma search person:tolmar outlet:tide after:2031-03 '\"at night\"'",
    .options = options,
    .run = run,
};
