// The pack: what is written reads back, what is foreign or damaged is refused with a reason.
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "model/pack.h"

static out packed(void) {
  out o = {0};
  pack_part parts[] = {{"one", S("first chunk")}, {"eightchr", S("second")}, {"none", {0}}};
  pack_write(&o, parts, COUNT_OF(parts));
  return o;
}

static void chunks_read_back(void **state) {
  (void)state;
  out o = packed();
  fail f = {0};
  pack *p = pack_view(out_view(&o), &f);
  assert_non_null(p);
  assert_true(str_eq(pack_chunk(p, "one"), S("first chunk")));
  assert_true(str_eq(pack_chunk(p, "eightchr"), S("second")));
  assert_int_equal(pack_chunk(p, "none").n, 0);
  assert_int_equal(pack_chunk(p, "absent").n, 0);
  assert_int_equal(((uintptr_t)pack_chunk(p, "one").p - (uintptr_t)o.p) % PACK_ALIGN, 0);
  pack_close(p);
  out_free(&o);
}

static void each_damaged_byte_is_refused(void **state) {
  (void)state;
  out o = packed();
  str whole = out_view(&o);
  fail f = {0};
  for (size_t n = 0; n < whole.n; n += 7) {
    pack *p = pack_view(str_sub(whole, 0, n), &f);
    if (p) assert_true(n >= 3 * PACK_ALIGN);   // only padding was cut off
    pack_close(p);
  }
  for (size_t i = 0; i < 16; i++) {
    o.p[i] ^= 0x40;
    assert_null(pack_view(whole, &f));
    assert_true(f.msg[0]);
    o.p[i] ^= 0x40;
  }
  out_free(&o);
}

static void foreign_bytes_are_refused(void **state) {
  (void)state;
  fail f = {0};
  assert_null(pack_view(S("%PDF-1.4 something else entirely"), &f));
  assert_string_equal(f.msg, "is no stemma pack");
  assert_null(pack_view((str){0}, &f));
  assert_null(pack_open("no/such/file", &f));
  assert_int_equal(f.code, FAIL_IO);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(chunks_read_back), cmocka_unit_test(each_damaged_byte_is_refused),
                                     cmocka_unit_test(foreign_bytes_are_refused)};
  return cmocka_run_group_tests_name("pack", tests, NULL, NULL);
}
