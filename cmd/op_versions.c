// stemma versions: what was edited.
#include "ops.h"
#include "session.h"

static void list(session *s, stm_store *store, const char *path) {
  stm_error error = {0};
  int status = stm_store_versions(store, path, s->format, &s->look, session_sink, s, &error);
  if (status && status != STM_IO) session_failed(s, path ? path : s->set->store, &error);
}

static int run(const settings *set) {
  session s;
  stm_error error = {0};
  if (session_open_output(&s, set, found_format_values)) {
    stm_store *store = stm_store_open(set->store, 0, &error);
    if (!store) session_failed(&s, set->store, &error);
    for (size_t i = 0; store && i < set->count; i++) list(&s, store, set->paths[i]);
    if (store && !set->count) list(&s, store, NULL);
    stm_store_close(store);
  }
  return session_close(&s);
}

static const option options[] = {STORE_OPTION,
                                 OUTPUT_OPTIONS(found_format_values),
                                 SWITCH("quiet", 'q', quiet, "no warnings; the exit status tells"),
                                 SWITCH("help", 'h', help, "print this help"),
                                 {0}};

const op op_versions = {
    .name = "versions",
    .operands = "[URL…]",
    .summary = "articles of a store that were edited, and what each version changed, word by word",
    .about = "Lists the versions of each address (or path, as stemma add was given it), with the words that each removed and added; "
             "without an address, those of all articles that have several. In JSON the places of the removed words are bytes of the "
             "text of the version before.",
    .options = options,
    .run = run,
};
