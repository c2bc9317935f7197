#include "model/phrases.h"

static const phrase NOTHING;

bool phrases_view(phrases *p, str steps, str states) {
  *p = (phrases){.at = &NOTHING, .states = 1};
  if (!table_view(&p->step, steps) || states.n < sizeof *p->at || states.n % sizeof *p->at) {
    table_view(&p->step, (str){0});
    return false;
  }
  p->at = (const phrase *)(const void *)states.p;
  p->states = (u32)(states.n / sizeof *p->at);
  return true;
}
