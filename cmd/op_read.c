// stemma read: one article, one object.
#include "ops.h"
#include "work.h"

static int run(const settings *set) {
  session s;
  if (session_open(&s, set, doc_format_values)) write_articles(&s);
  return session_close(&s);
}

static const option options[] = {OUTPUT_OPTIONS(doc_format_values),
                                 TEXT("until", 0, "STAGE", until, stage_values, "stop after this stage"),
                                 DICTIONARY_OPTIONS,
                                 ARTICLE_OPTIONS,
                                 ENGINE_OPTIONS,
                                 {0}};

const op op_read = {
    .name = "read",
    .operands = "FILE…",
    .summary = "what each article says: claims, who vouches for them, times, places",
    .about = "Reads each article and shows what it says: the claims, for each the chain of those who vouch for it, from the "
             "origin to the one who told the outlet, how sure it is put, and when; quotations, people and bodies, times, figures "
             "and places, each with its bytes in the article.",
    .options = options,
    .run = run,
};
