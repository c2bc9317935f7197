// stemma list: what files of many articles hold.
#include "ops.h"
#include "session.h"

static void write_one(session *s, stm_item *item) {
  stm_error error = {0};
  if (stm_write_item(item, s->format, &s->look, session_sink, s, &error) && error.code != STM_IO)
    session_failed(s, stm_item_name(item), &error);
  stm_item_free(item);
}

static int run(const settings *set) {
  session s;
  if (session_open_list(&s, set, found_format_values)) {
    stm_item *item;
    const char *name;
    stm_error error = {0};
    for (int got; !s.shut && (got = stm_inputs_next(s.inputs, &item, &name, &error)) != 0;) {
      if (got < 0) session_failed(&s, name, &error);
      else write_one(&s, item);
    }
  }
  return session_close(&s);
}

static const option options[] = {OUTPUT_OPTIONS(found_format_values),
                                 ARTICLE_OPTIONS,
                                 SWITCH("quiet", 'q', quiet, "no warnings; the exit status tells"),
                                 SWITCH("help", 'h', help, "print this help"),
                                 {0}};

const op op_list = {
    .name = "list",
    .operands = "FILE…|DIRECTORY",
    .summary = "what feeds, web archives, lists of feeds and other files of many articles hold",
    .about = "Lists what each file holds, without reading what it says: each article with its place, title, address and date; of a web "
             "archive every record, requests and revisits, too; of a feed behind its items what it says of itself; of a list in OPML "
             "the feeds. The offset of an article or record can be given to --offset.",
    .options = options,
    .run = run,
};
