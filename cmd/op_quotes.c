// stemma quotes: who is quoted, one quotation a line.
#include <string.h>

#include "ops.h"
#include "work.h"

// What this command calls a form, and the library's name for it.
static const char *const forms[][3] = {{"text", "quotes_text", "file:byte: speaker, role: words"},
                                       {"csv", "quotes", "a table under one header"},
                                       {"jsonl", "quotes_json", "JSON Lines, an object each"},
                                       {"json", "quotes_json", "the same as jsonl"}};

static const char *quotes_format_values(unsigned i, const char **help) {
  if (i >= sizeof forms / sizeof *forms) return NULL;
  *help = forms[i][2];
  return forms[i][0];
}

static int run(const settings *set) {
  session s;
  if (session_open(&s, set, quotes_format_values)) {
    for (unsigned i = 0; i < sizeof forms / sizeof *forms; i++)
      if (!strcmp(s.format, forms[i][0])) {
        s.format = forms[i][1];
        break;
      }
    write_articles(&s);
  }
  return session_close(&s);
}

static const option options[] = {OUTPUT_OPTIONS(quotes_format_values), ARTICLE_OPTIONS, ENGINE_OPTIONS, {0}};

const op op_quotes = {
    .name = "quotes",
    .operands = "FILE…",
    .summary = "who is quoted: speaker, role, words and place, one quotation a line",
    .about = "Lists the quotations of each article, one a line: the speaker by the fullest name that the article gives, the role "
             "as printed, the words, and the byte at which they begin. Words that stand partly in quotation marks are listed "
             "with all that the speaker vouches for; what is quoted within a quotation belongs to it.\n\n"
             "As text a line begins with file and byte, as those of grep do; csv is a table for spreadsheets, jsonl an object a "
             "line with the chain of those through whom the words came (through), the stance and the probability p.",
    .options = options,
    .run = run,
};
