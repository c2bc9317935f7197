// Any bytes taken for a pack, and for a chunk of one whose checksum is right: its inside must be checked by who reads it.
#include <stdlib.h>

#include "doc/check.h"
#include "model/kit.h"
#include "pipeline.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n);

static const char *const chunks[] = {"syntax", "morph", "segment", "names"};

static void read_with(pack *p) {
  arena *mem = arena_new((size_t)256 << 20);
  if (mem && !setjmp(*arena_spent(mem))) {
    doc *d = doc_new(mem, S("fuzz"), S("Ann Lee said she couldn't go to Paris. \"It's late,\" he wrote in 2019."));
    pipeline_run(d, &(kit){.pack = p}, stage_by_name(S("name")));
    if (doc_check(d)) abort();
  }
  arena_free(mem);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t n) {
  fail f;
  pack_close(pack_view((str){(const char *)bytes, n}, &f));
  if (!n) return 0;
  out made = {0};
  pack_write(&made, &(pack_part){chunks[bytes[0] % COUNT_OF(chunks)], {(const char *)bytes + 1, n - 1}}, 1);
  pack *p = pack_view(out_view(&made), &f);
  if (!p) abort();
  read_with(p);
  pack_close(p);
  out_free(&made);
  return 0;
}
