// Options of the command line: one table per operation, from which parsing, --help, the manual page and the
// completions of the shells come. Groups that several operations share are macros below.
#ifndef STEMMA_OPTIONS_H
#define STEMMA_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum { MOST_FIELDS = 32 };

// What the command line says; NULL or 0 where it says nothing.
typedef struct {
  const char *format, *output, *color;
  const char *date, *outlet, *url, *charset, *type, *until;
  const char *pack, *aliases, *store;
  const char *actors, *agents, *verbs;
  const char *contact, *save, *keep;
  const char *offset, *fields[MOST_FIELDS];
  unsigned nfields;
  unsigned width, threads, most, quiet, help;
  unsigned allow_private, delay, timeout, transfers, tries, largest, seed, once, list, forget, interval, recheck;
  const char *const *paths;   // the operands [count]
  size_t count;
} settings;

// The i-th of a closed list of values and what it is for; NULL past the last.
typedef const char *option_values(unsigned i, const char **help);

typedef struct {
  const char *name;        // after the two hyphens
  char letter;             // 0 = none
  const char *argument;    // what help calls it; NULL = a switch
  size_t field;            // its place in settings: const char *, or unsigned for switches and numbers
  unsigned least, most;    // a number of least … most; both 0 = text; `least` alone = a list of so many
  option_values *values;   // NULL = any
  const char *help;
} option;

#define SWITCH(name, letter, field, help) {name, letter, NULL, offsetof(settings, field), 0, 0, NULL, help}
#define TEXT(name, letter, arg, field, values, help) {name, letter, arg, offsetof(settings, field), 0, 0, values, help}
#define NUMBER(name, letter, arg, field, least, most, help) {name, letter, arg, offsetof(settings, field), least, most, NULL, help}

// An option that may be repeated; the count of its values stands behind them.
#define LIST(name, letter, arg, field, help) {name, letter, arg, offsetof(settings, field), MOST_FIELDS, 0, NULL, help}

#define OUTPUT_OPTIONS(formats)                                                                                       \
  TEXT("format", 'f', "NAME", format, formats,                                                                        \
       "form of the output; without it the ending of -o FILE decides, else text on a terminal and json in a pipe"),   \
      TEXT("output", 'o', "FILE", output, NULL, "write to FILE, not to standard output"),                             \
      NUMBER("width", 0, "COLUMNS", width, 40, 400, "width of text output; else that of the terminal, 160 at most"),  \
      TEXT("color", 0, "WHEN", color, color_values, "colours in text output; auto: on a terminal, unless NO_COLOR is set")

#define ARTICLE_OPTIONS                                                                                               \
  TEXT("date", 0, "DATE", date, NULL, "publication date, ISO 8601, of articles that do not tell it"),                 \
      TEXT("outlet", 0, "NAME", outlet, NULL, "outlet of articles that do not tell it"),                              \
      TEXT("url", 0, "URL", url, NULL, "address of the article"),                                                     \
      TEXT("charset", 0, "NAME", charset, NULL, "character set of the input; else declared or detected"),             \
      TEXT("type", 0, "TYPE", type, NULL, "media type of the input, such as text/html; else sniffed"),                \
      LIST("field", 0, "NAME=KEY", fields,                                                                            \
           "in JSON Lines and tables, KEY (a.b: b inside a) holds NAME: text, title, date, outlet, url, authors or language; may be repeated"), \
      TEXT("offset", 0, "BYTE", offset, NULL, "go on at this byte of the first FILE, the source.offset of an article of a web archive or table")

#define DICTIONARY_OPTIONS                                                                                            \
  TEXT("actors", 0, "FILE", actors, NULL, "code events by this dictionary of actors, not by the tables here; see DICTIONARIES in the manual"), \
      TEXT("agents", 0, "FILE", agents, NULL, "and this one of roles"),                                               \
      TEXT("verbs", 0, "FILE", verbs, NULL, "and this one of verbs and their patterns")

#define STORE_OPTION TEXT("store", 's', "FILE", store, NULL, "the store, an SQLite file; stemma.db without it")

#define WEB_OPTIONS                                                                                                   \
  TEXT("contact", 0, "ADDRESS", contact, NULL, "how you can be reached, told to every server: an address of mail or of a page"), \
      NUMBER("delay", 0, "MS", delay, 0, 600000, "milliseconds between two requests to a host, 1000 without it; its robots.txt may ask for more"), \
      NUMBER("timeout", 0, "SECONDS", timeout, 1, 3600, "for one answer, 30 without it"),                            \
      NUMBER("largest", 0, "MIB", largest, 1, 32, "the largest answer, unpacked, 32 without it"),                    \
      NUMBER("transfers", 0, "N", transfers, 1, 64, "at once, each from another host, 8 without it"),                \
      NUMBER("tries", 0, "N", tries, 1, 10, "for one address, 3 without it, each after a longer wait"),              \
      NUMBER("seed", 0, "N", seed, 0, 4294967295u, "of the random part of waiting; else that of the process"),       \
      SWITCH("allow-private", 0, allow_private, "addresses of this machine and of private networks, too")

#define ENGINE_OPTIONS                                                                                                \
  NUMBER("threads", 'j', "N", threads, 0, 256, "read on N threads, 0: one per processor; the output is the same"),    \
      TEXT("pack", 0, "FILE", pack, NULL, "models to use; else STEMMA_PACK, models/en.pack beside the program, or the installed ones"), \
      TEXT("aliases", 0, "FILE", aliases, NULL, "your table of people, offices and bodies, see ALIASES in the manual"), \
      SWITCH("quiet", 'q', quiet, "no progress, no warnings; the exit status tells"),                                 \
      SWITCH("help", 'h', help, "print this help")

option_values color_values, stage_values, doc_format_values, story_format_values, found_format_values;

typedef struct op op;

// Fills `s` from argv[1 …]; operands move to the front of argv. 0, or 2 with a sentence on standard error.
int options_parse(const op *o, int argc, char **argv, settings *s);

// The name nearest to `wrong`, the i-th that `names` gives; NULL where none is near.
const char *nearest(const char *wrong, option_values *names);

#endif
