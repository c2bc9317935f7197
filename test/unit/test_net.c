// What decides whether something is fetched: robots.txt, addresses of the web and of hosts; and what changed between
// versions.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "input/opml.h"
#include "net/address.h"
#include "net/robots.h"
#include "net/url.h"
#include "output/edits.h"

static arena *mem;

static int set_up(void **state) {
  (void)state;
  mem = arena_new((size_t)1 << 26);
  return mem ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  arena_free(mem);
  return 0;
}

// ---- robots.txt

static bool may(const char *file, const char *path) {
  robots r = robots_read(mem, str_of(file), S("stemma"));
  return robots_allow(&r, str_of(path));
}

static void groups_are_chosen_by_token(void **state) {
  (void)state;
  const char *file =
      "User-agent: *\nDisallow: /\n\nUser-agent: other\nUSER-AGENT:\tStemma/2.0 # us\n\nDisallow: /a\nSitemap: "
      "x\nUser-agent: last\nDisallow: /b\n"
      "user-agent: stemma\ndisallow: /c";
  assert_false(may(file, "/a"));
  assert_true(may(file, "/b"));
  assert_false(may(file, "/c"));
  assert_true(may(file, "/d"));
  assert_true(may(file, "/robots.txt"));
  assert_false(may("User-agent: stemma-news\nAllow: /\nUser-agent: *\nDisallow: /", "/a"));
  assert_true(may("User-agent: *\nDisallow: /\nUser-agent: stemma\nDisallow:", "/a"));
  assert_true(may("Disallow: /\n", "/a"));
  assert_true(may("", "/a"));
  assert_false(may("\xEF\xBB\xBFUser-agent: *\r\n\rDisallow: /a\r", "/a"));
  assert_true(may("<html>User-agent: *<br>Disallow: /</html>", "/a"));
}

static void the_longest_rule_decides(void **state) {
  (void)state;
  const char *file =
      "user-agent: *\nallow: /news\ndisallow: /news/drafts\nallow: /news/drafts/open\ndisallow: /page\nallow: "
      "/page\ndisallow: /*.pdf$\ndisallow: /*q=*&";
  assert_true(may(file, "/news/1"));
  assert_false(may(file, "/news/drafts/2"));
  assert_true(may(file, "/news/drafts/open/3"));
  assert_true(may(file, "/page"));
  assert_false(may(file, "/a/b.pdf"));
  assert_true(may(file, "/a/b.pdf?x"));
  assert_false(may(file, "/a?q=1&r=2"));
  assert_true(may(file, "/a?q=1"));
  assert_false(may("user-agent: *\ndisallow: *", "/a"));
  assert_false(may("user-agent: *\ndisallow: /$", "/"));
  assert_true(may("user-agent: *\ndisallow: /$", "/a"));
}

static void escapes_are_octets(void **state) {
  (void)state;
  assert_false(may("user-agent: *\ndisallow: /caf%C3%a9", "/caf\xC3\xA9/menu"));
  assert_false(may("user-agent: *\ndisallow: /caf\xC3\xA9", "/caf%c3%A9"));
  assert_false(may("user-agent: *\ndisallow: /%7eann", "/~ann"));
  assert_true(may("user-agent: *\ndisallow: /a%2Fb", "/a/b"));
  assert_false(may("user-agent: *\ndisallow: /a%2Fb", "/a%2fb"));
  assert_false(may("user-agent: *\ndisallow: /a%2A$", "/a*"));
  assert_true(may("user-agent: *\ndisallow: /a%2A$", "/ab"));
  assert_false(may("user-agent: *\ndisallow: /100%", "/100%"));
}

static void delays_are_read(void **state) {
  (void)state;
  static const struct {
    const char *value;
    u32 ms;
  } rows[] = {{"2", 2000}, {"0.5", 500},       {"1.25", 1250},        {".5", 500}, {"-3", 0},
              {"soon", 0}, {"99999999999", 0}, {"1000000", 86400000}, {"", 0}};
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    str file = str_join(mem, S("user-agent: stemma\ncrawl-delay: "), str_of(rows[i].value));
    assert_int_equal(robots_read(mem, file, S("stemma")).delay_ms, rows[i].ms);
  }
}

// Many stars against a long path: the time grows with their product, not with its power.
static void stars_take_no_time(void **state) {
  (void)state;
  char file[400] = "user-agent: *\ndisallow: /", path[8000];
  for (int i = 0; i < 100; i++) strcat(file, "*a");
  strcat(file, "b");
  memset(path, 'a', sizeof path - 1);
  path[0] = '/';
  path[sizeof path - 1] = 0;
  assert_true(may(file, path));
}

// ---- addresses

static bool public_address(const char *text) {
  struct sockaddr_in v4 = {.sin_family = AF_INET};
  struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
  if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) return address_is_public((struct sockaddr *)&v4);
  assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
  return address_is_public((struct sockaddr *)&v6);
}

static void inside_and_outside(void **state) {
  (void)state;
  static const char *const inside[] = {"0.0.0.0",
                                       "10.1.2.3",
                                       "100.64.0.1",
                                       "100.127.255.255",
                                       "127.0.0.1",
                                       "127.255.255.255",
                                       "169.254.169.254",
                                       "172.16.0.1",
                                       "172.31.9.9",
                                       "192.0.0.8",
                                       "192.0.2.1",
                                       "192.168.0.1",
                                       "198.18.0.1",
                                       "198.19.255.1",
                                       "198.51.100.7",
                                       "203.0.113.7",
                                       "224.0.0.1",
                                       "255.255.255.255",
                                       "::",
                                       "::1",
                                       "::ffff:10.0.0.1",
                                       "::127.0.0.1",
                                       "fc00::1",
                                       "fdff::1",
                                       "fe80::1",
                                       "febf::1",
                                       "ff02::1",
                                       "2001:db8::1",
                                       "2001::1",
                                       "2002:7f00:1::",
                                       "64:ff9b::10.0.0.1",
                                       "64:ff9b:1::7f00:1",
                                       "fec0::1",
                                       "100::1"};
  static const char *const outside[] = {
      "1.1.1.1",         "9.255.255.255", "11.0.0.1",       "100.63.255.255", "100.128.0.1",      "126.1.1.1",
      "128.0.0.1",       "172.15.0.1",    "172.32.0.1",     "192.169.0.1",    "198.17.0.1",       "223.255.255.1",
      "2606:4700::1111", "2a00::1",       "::ffff:1.1.1.1", "2002:101:101::", "64:ff9b::1.1.1.1", "2001:200::1"};
  for (u32 i = 0; i < COUNT_OF(inside); i++)
    if (public_address(inside[i])) fail_msg("%s is taken for public", inside[i]);
  for (u32 i = 0; i < COUNT_OF(outside); i++)
    if (!public_address(outside[i])) fail_msg("%s is taken for private", outside[i]);
  struct sockaddr other = {.sa_family = AF_UNIX};
  assert_false(address_is_public(&other));
}

static void urls_are_made_whole(void **state) {
  (void)state;
  static const struct {
    const char *text, *base, *whole, *origin, *path;
  } rows[] = {
      {"HTTP://Example.ORG/a?B#c", NULL, "http://example.org/a?B", "http://example.org:80", "/a?B"},
      {"https://example.org", NULL, "https://example.org/", "https://example.org:443", "/"},
      {"../c d", "http://example.org:8080/a/b", "http://example.org:8080/c%20d", "http://example.org:8080", "/c%20d"},
      {"//other.example/x", "https://example.org/", "https://other.example/x", "https://other.example:443", "/x"},
      {"?p=2", "http://example.org/a", "http://example.org/a?p=2", "http://example.org:80", "/a?p=2"}};
  fail f;
  url u;
  for (u32 i = 0; i < COUNT_OF(rows); i++) {
    assert_true(url_read(rows[i].text, rows[i].base, &u, &f));
    assert_string_equal(u.whole, rows[i].whole);
    assert_string_equal(u.origin, rows[i].origin);
    assert_string_equal(u.path, rows[i].path);
    url_free(&u);
  }
  static const char *const none[] = {"",
                                     "example.org/a",
                                     "file:///etc/passwd",
                                     "gopher://example.org/",
                                     "http://ann@example.org/",
                                     "http://:x@example.org/",
                                     "http://a b/"};
  for (u32 i = 0; i < COUNT_OF(none); i++)
    if (url_read(none[i], NULL, &u, &f)) fail_msg("%s is taken for an address", none[i]);
  assert_true(url_read_link("http://example.org/a?utm_source=rss&id=7&utm_medium=x&b=%26", NULL, &u, &f));
  assert_string_equal(u.whole, "http://example.org/a?id=7&b=%26");
  url_free(&u);
  assert_true(url_read_link("http://example.org/a?utm_source=rss#x", NULL, &u, &f));
  assert_string_equal(u.whole, "http://example.org/a");
  url_free(&u);
  assert_false(url_read("mailto:ann@example.org", "http://example.org/", &u, &f));
}

// ---- lists of feeds

static void feeds_of_a_list(void **state) {
  (void)state;
  const char *list =
      "<?xml version=\"1.0\"?><opml><body><outline text=\"a\"><outline xmlUrl=\" http://a.example/1 \"/></outline>"
      "<OUTLINE XMLURL='http://a.example/2?x&amp;y'/><outline xmlUrl=\"\"/><outline "
      "htmlUrl=\"http://a.example/\"/></oops>";
  opml_feeds f = opml_read(mem, str_of(list));
  assert_true(opml_is(str_of(list)) && !opml_is(S("<rss></rss>")));
  assert_int_equal(f.len, 2);
  assert_true(str_eq(f.at[0], S("http://a.example/1")) && str_eq(f.at[1], S("http://a.example/2?x&y")));
}

// ---- edits

// "kept -removed +added", hunks parted by a stroke.
static const char *shown(const char *old, const char *parts, const char *new) {
  str o = str_of(old), n = str_of(new), text = {0};
  edits e = edits_between(mem, o, str_of(parts), n, (str){0});
  for (u32 i = 0; i < e.len; i++) {
    bool gone = e.at[i].kind == EDIT_REMOVED;
    text = str_join(mem, text, i && e.at[i].hunk != e.at[i - 1].hunk ? S(" | ") : i ? S(" ") : (str){0});
    text = str_join(mem, text, gone ? S("-") : e.at[i].kind == EDIT_ADDED ? S("+") : (str){0});
    text = str_join(mem, text, str_sub(gone ? o : n, e.at[i].at.beg, e.at[i].at.end));
  }
  return str_c(mem, text);
}

static void edits_word_by_word(void **state) {
  (void)state;
  assert_string_equal(shown("a\nb c\nd", "", "a\nb c\nd"), "");
  assert_string_equal(shown("one\nit was over\nthree", "", "one\nit is over\nthree"), "it -was +is over");
  assert_string_equal(shown("one\ntwo", "", "one\nnew one\ntwo\nend"), "+new +one | +end");
  assert_string_equal(shown("one\ntwo\nthree", "", "three"), "-one -two");
  assert_string_equal(shown("x\ny", "", "he said so.\nx\ny, z"), "+he +said +so. | -y +y, +z");
  assert_string_equal(shown("menu\none\nfoot", "5-8", "two"), "-one +two");
  assert_string_equal(shown("one", "9-70 x 1-", "one"), "+one");
  assert_string_equal(shown("", "", "one"), "+one");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(groups_are_chosen_by_token, set_up, tear_down),
                                     cmocka_unit_test_setup_teardown(the_longest_rule_decides, set_up, tear_down),
                                     cmocka_unit_test_setup_teardown(escapes_are_octets, set_up, tear_down),
                                     cmocka_unit_test_setup_teardown(delays_are_read, set_up, tear_down),
                                     cmocka_unit_test_setup_teardown(stars_take_no_time, set_up, tear_down),
                                     cmocka_unit_test(inside_and_outside),
                                     cmocka_unit_test(urls_are_made_whole),
                                     cmocka_unit_test_setup_teardown(feeds_of_a_list, set_up, tear_down),
                                     cmocka_unit_test_setup_teardown(edits_word_by_word, set_up, tear_down)};
  return cmocka_run_group_tests_name("net", tests, NULL, NULL);
}
