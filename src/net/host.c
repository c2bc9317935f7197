#include "net/host.h"

#include <stdlib.h>

enum { LONGEST_DELAY_MS = 60000, ROBOTS_MEMORY = 64 << 20 };

host *host_find(host **all, const char *origin) {
  for (host *h = *all; h; h = h->next)
    if (!strcmp(h->origin, origin)) return h;
  host *h = calloc(1, sizeof *h);
  if (h) *h = (host){.origin = strdup(origin), .mem = arena_new((size_t)ROBOTS_MEMORY), .next = *all};
  if (h && h->origin && h->mem) return *all = h;
  if (h) h->next = NULL;
  hosts_free(h);
  return NULL;
}

bool host_knows(host *h, i64 since) {
  if (h->known && h->learned_at < since) {
    h->known = false;
    h->rules = (robots){0};
    arena_back(h->mem, (arena_mark){0});
  }
  return h->known;
}

bool host_learn(host *h, str file, i64 now) {
  if (setjmp(*arena_spent(h->mem))) return false;
  h->learned_at = now;
  h->rules = robots_read(h->mem, str_copy(h->mem, str_sub(file, 0, ROBOTS_LARGEST)), S("stemma"));
  return h->known = true;
}

u32 host_delay(const host *h, u32 usual_ms) { return MAX(usual_ms, MIN(h->rules.delay_ms, LONGEST_DELAY_MS)); }

void hosts_free(host *all) {
  for (host *next; all; all = next) {
    next = all->next;
    free(all->origin);
    arena_free(all->mem);
    free(all);
  }
}
