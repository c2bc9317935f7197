#include "pipeline.h"

#define STAGE_ROW(name, needs, gives, what) {#name, needs, gives, stage_##name},
static const struct {
  const char *name;
  u32 needs, gives;
  void (*run)(doc *d, const kit *k);
} stages[] = {STAGES(STAGE_ROW)};

int stage_by_name(str name) {
  for (int i = 0; i < STAGE_COUNT; i++)
    if (str_eq(str_of(stages[i].name), name)) return i;
  return STAGE_UNKNOWN;
}

void pipeline_run(doc *d, const kit *k, int last) {
  for (int i = 0; i <= last && i < STAGE_COUNT; i++) {
    assert((d->has & stages[i].needs) == stages[i].needs);
    stages[i].run(d, k);
    d->has |= stages[i].gives;
  }
}
