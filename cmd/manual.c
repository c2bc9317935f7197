// The manual page, from the same tables as --help.
#include <string.h>

#include "help.h"
#include "stemma.h"

const char *const manual_sections[][2] = {
    {"DESCRIPTION",
     "stemma reads news articles and shows, claim by claim, who says it, through which chain, how surely and when. Over "
     "several articles it aligns the claims, finds quotations in other wordings, differences and copies, and draws the "
     "family tree: who had it from whom.\n\n"
     "Every word of the output is tied to bytes of an article. The same bytes and options give the same output: no clock, "
     "no network, no locale; only stemma fetch and stemma watch use the network. What the articles do not tell is not guessed."},
    {"INPUT",
     "A FILE may be a page in HTML, plain text or Markdown, a file of many articles, or a directory, whose files are read in the "
     "order of their names, those that begin with a full stop and those that are no text left out; - is standard input. What a file "
     "is comes from its bytes, not from its name, unless --type says it.\n\n"
     "A page tells its title, day, outlet and address in several places: JSON-LD, meta tags, marked-up elements, its address, its "
     "printed text. The one that is trusted most holds; in JSON evidence says which it was (from), and what the rest say otherwise (others).\n\n"
     "Files of many articles are read as they come, in the memory of one article: web archives (WARC 1.0 and 1.1, ARC), of which "
     "each response that was found, each resource and each text is read, with its transfer and content encodings undone (a revisit holds nothing of its own: it is listed, not read again); zip, tar "
     "and cpio, every member of which is an input again and nothing of which is ever written anywhere; JSON Lines; tables in CSV or "
     "TSV whose first row names the text and another column; feeds in RSS, RDF, "
     "Atom and JSON, each item of which is an article, whatever is wrong with their mark-up. All of them, and single articles, may be packed by gzip, xz, bzip2, Zstandard or LZ4.\n\n"
     "An article out of such a file says in its source the file, the offset where it begins, and of a web archive the address "
     "(uri) and the date of the capture, of a feed the id of the item. Spans lead back to the bytes of the article: of a web archive the body of the response. "
     "With --offset reading goes on there. Of a file that is packed as a whole the offset counts what it unpacks to. An article is "
     "32 MiB at most. A list of feeds in OPML holds no article: stemma watch follows it, stemma list shows it. What is broken, encrypted or claims to be larger than it is is named with its byte, and the rest is read."},
    {"THE WEB",
     "stemma fetch and stemma watch send nothing that tells who reads: no cookies, no passwords, no referrer. They say which program "
     "they are, and with --contact how you can be reached. Each host is asked one thing at a time, with --delay between two requests, "
     "or its Crawl-delay where that is longer (a minute at most), and only for what its robots.txt allows to \"stemma\" (RFC 9309); the "
     "file is read once a day. Errors that pass (timeouts, 429, 5xx) are met by another try after a wait, twice as long each time and a "
     "random part shorter, or as long as Retry-After says. At most 10 redirects are followed, each checked as the first address was. "
     "Addresses inside private, local and special networks are refused where the connection is opened, whatever name or redirect led "
     "there, unless --allow-private is given. Proxies of the environment are not used."},
    {"ALIASES",
     "The file that --aliases names tells which people, offices and bodies are the same or belong together. A line is a name, "
     "then an equals sign and other names of the same bearer parted by semicolons, then, behind a tab or two blanks, what is "
     "known of it: kind= (person, organisation, place, people, event, thing), source= (a kind of source: official, government, "
     "spokesperson, company, agency, state-media ...), family= (gov: and a country's code, agency:, party:, owner: and a name; "
     "who has one family is not independent), date= (when that was so). All but the name may be left out; lines that begin with # are comments. A line "
     "with an error is reported with its number, and the other lines are used.\n\n"
     "Acme Holdings = Acme; Acme Group    kind=organisation source=company family=owner:acme"},
    {"DICTIONARIES",
     "With --actors and --verbs, and --agents where there are such, stemma read codes events (the table events of JSON, --format "
     "events) by dictionaries in the formats of TABARI, PETRARCH and Phoenix, and by nothing else. Words of a name are parted by _ or "
     "blanks, case does not count; # begins a comment, <!-- and --> hold one. Which code of several holds is told by the day of "
     "publication (--date); without it only codes without days hold.\n\n"
     "Actors: NAME [CODE] [CODE <990101] [CODE 19990101-20050531] [CODE >050531]; lines below that begin with + are other names. "
     "Agents: NAME [~GOV], NAME {PLURAL} [NGO~], {} for none, !SET! = WORD, WORD for parts of names. Verbs: blocks that begin with "
     "--- LABEL [CODE] ---, verbs with {FORMS} and a [CODE] of their own, patterns like - HAVE * &SYNSET_OF WORDS [CODE], * being the "
     "verb, _ what joins neighbours, + target, $ source, ^ an actor passed over, % several actors; synsets &NAME with members below. A "
     "code 032:033 is an event and one the other way; [---] none.\n\n"
     "Who does it is the subject, or what stands behind by; whom it is done to, the next actor behind the verb in its clause. Pairs "
     "without a code on either side are not given. The columns time, place, modality and source are filled as without dictionaries: a "
     "dictionary's code says what is spoken of, its modality whether it is told as done. A line with an error is reported with its "
     "number, and the other lines are used; lines that begin with ~ are not."},
    {"EXIT STATUS",
     "0: done. 1: some input could not be read, or the output not be written; each such file is named on standard error "
     "with the reason, and the rest is done. 2: wrong usage."},
    {"ENVIRONMENT",
     "STEMMA_PACK: the models to use where --pack does not name them. NO_COLOR: set and not empty, no colours unless "
     "--color=always. COLUMNS: the width of text output where the terminal does not tell it."},
    {"EXAMPLES",
     "stemma read page.html: what one article says, for the eye.\n\n"
     "stemma story reports/ -o story.html: the reports of a directory side by side, as a page that needs no network.\n\n"
     "stemma watch --once --contact ann@example.org https://news.example/feed.xml: what is new in a feed, into stemma.db; then "
     "stemma versions: what was edited, silently or not.\n\n"
     "stemma read -j 0 --format json archive/ > articles.jsonl: one line of JSON for each article, on all processors."},
    {NULL, NULL}};

// Text for roff: no line that is taken for a request, hyphens that can be copied, paragraphs parted by .PP.
static void roff(FILE *to, const char *text) {
  bool start = true;
  for (; *text; text++) {
    if (text[0] == '\n' && text[1] == '\n') {
      fprintf(to, "\n.PP\n");
      text++;
      start = true;
      continue;
    }
    if (start && (*text == '.' || *text == '\'')) fprintf(to, "\\&");
    if (*text == '\\') fprintf(to, "\\e");
    else if (*text == '-') fprintf(to, "\\-");
    else fputc(*text, to);
    start = *text == '\n';
  }
}

static void section(FILE *to, const char *title, const char *text) {
  fprintf(to, ".SH %s\n", title);
  roff(to, text);
  fputc('\n', to);
}

static void manual_values(FILE *to, const option *o) {
  const char *name, *help;
  fprintf(to, ".RS\n");
  for (unsigned i = 0; (name = o->values(i, &help)); i++) {
    fprintf(to, ".TP\n.B %s\n", name);
    roff(to, help);
    fputc('\n', to);
  }
  fprintf(to, ".RE\n");
}

static void manual_option(FILE *to, const option *o) {
  fprintf(to, ".TP\n");
  if (o->letter) fprintf(to, "\\fB\\-%c\\fR, ", o->letter);
  fprintf(to, "\\fB\\-\\-%s\\fR", o->name);
  if (o->argument) fprintf(to, " \\fI%s\\fR", o->argument);
  fputc('\n', to);
  roff(to, o->help);
  fputc('\n', to);
  if (o->values) manual_values(to, o);
}

static void manual_op(FILE *to, const op *o) {
  fprintf(to, ".SH STEMMA %s\n.B stemma %s\n[\\fIOPTION\\fR...] \\fI", o->name, o->name);
  roff(to, o->operands);
  fprintf(to, "\\fR\n.PP\n");
  roff(to, o->about);
  fputc('\n', to);
  for (const option *opt = o->options; opt->name; opt++) manual_option(to, opt);
}

void manual_page(FILE *to) {
  fprintf(to, ".TH STEMMA 1 \"\" \"stemma " STM_VERSION "\" \"User commands\"\n");
  fprintf(to, ".SH NAME\nstemma \\- the family tree of the news\n.SH SYNOPSIS\n");
  for (const op *const *o = ops; *o; o++) {
    fprintf(to, ".B stemma %s\n[\\fIOPTION\\fR...] \\fI", (*o)->name);
    roff(to, (*o)->operands);
    fprintf(to, "\\fR\n%s", o[1] ? ".br\n" : "");
  }
  section(to, manual_sections[0][0], manual_sections[0][1]);
  for (const op *const *o = ops; *o; o++) manual_op(to, *o);
  for (int i = 1; manual_sections[i][0]; i++) section(to, manual_sections[i][0], manual_sections[i][1]);
}
