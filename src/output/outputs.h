// The list of outputs. To add one: write its functions in one file and its line here; NULL where it has no such form.
#ifndef STEMMA_OUTPUTS_H
#define STEMMA_OUTPUTS_H

#include "base/out.h"
#include "graph/story.h"

typedef struct {
  u32 width;      // columns of the terminal
  bool colour;    // ANSI colours
  arena *mem;     // scratch for the writer
} write_options;

//     name  one article      stories             what it is
#define OUTPUTS(OUTPUT)                                                                          \
  OUTPUT(text, write_doc_text, write_stories_text, "for the eye, in the width of the terminal")  \
  OUTPUT(json, write_doc_json, write_stories_json, "JSON Lines, the contract for other programs") \
  OUTPUT(conllu, write_doc_conllu, NULL, "CoNLL-U: sentences, words, tags, trees")                  \
  OUTPUT(events, write_doc_events, NULL, "events as a table: CAMEO and PLOVER codes, one a line, tab-separated")  \
  OUTPUT(quotes, write_doc_quotes, NULL, "quotations as CSV: speaker, role, words, article, place, one a line")  \
  OUTPUT(quotes_json, write_doc_quote_objects, NULL, "quotations as JSON Lines, one a line")  \
  OUTPUT(quotes_text, write_doc_quote_lines, NULL, "quotations for the eye, one a line: file:byte: speaker, role: words")  \
  OUTPUT(html, NULL, write_stories_html, "a page in one file: claims × outlets, the stemma, timeline")  \
  OUTPUT(svg, NULL, write_stories_svg, "the stemma drawn: who had it from whom")                 \
  OUTPUT(map, NULL, write_stories_map, "the places of the stories on an outline of the world, as SVG")  \
  OUTPUT(dot, NULL, write_stories_dot, "the stemma as a graph for Graphviz")

typedef void write_doc(out *o, const doc *d, const write_options *w);
typedef void write_stories(out *o, const stories *s, const write_options *w);

write_doc write_doc_text, write_doc_json, write_doc_conllu, write_doc_events, write_doc_quotes, write_doc_quote_objects,
    write_doc_quote_lines;
extern const char events_header[], quotes_header[];   // the line that stands once before the rows
write_stories write_stories_text, write_stories_json, write_stories_html, write_stories_svg,
    write_stories_map, write_stories_dot;

#endif
