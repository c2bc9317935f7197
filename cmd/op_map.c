// stemma map: the places of many articles on an outline of the world.
#include "gather.h"
#include "ops.h"

static int run(const settings *set) {
  settings drawn = *set;
  drawn.format = "map";
  return gather_stories(&drawn, story_format_values);
}

static const option options[] = {TEXT("output", 'o', "FILE", output, NULL, "write to FILE, not to standard output"),
                                 ARTICLE_OPTIONS,
                                 ENGINE_OPTIONS,
                                 {0}};

const op op_map = {
    .name = "map",
    .operands = "FILE…|DIRECTORY",
    .summary = "the places of the articles on an outline of the world, as SVG",
    .about = "Reads articles and draws, story by story, the places that they name on an outline of the world: a filled mark is a town "
             "or a point, a broken ring a region or a country; the more articles name it, the larger. A capital that stands for its "
             "government is no place and is left out.",
    .options = options,
    .run = run,
};
