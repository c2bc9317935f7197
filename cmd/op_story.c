// stemma story: many articles, the stories that they tell.
#include "gather.h"
#include "ops.h"

static int run(const settings *set) { return gather_stories(set, story_format_values); }

static const option options[] = {OUTPUT_OPTIONS(story_format_values), ARTICLE_OPTIONS, ENGINE_OPTIONS, {0}};

const op op_story = {
    .name = "story",
    .operands = "FILE…|DIRECTORY",
    .summary = "what many articles say together: shared claims, differences, who had it from whom",
    .about = "Reads articles, finds which of them tell one story, and lays them side by side: what they all say, what rests on a "
             "single source, where they differ, what is denied, what only one has; quotations in several wordings, copied text, "
             "the timeline, and the stemma: who had it from whom, and which of the sources are not independent.",
    .options = options,
    .run = run,
};
