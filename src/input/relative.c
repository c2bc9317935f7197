#include "input/relative.h"

// "https://a.test" of "https://a.test/b/c?d"; empty where it is no such address.
static str origin_of(str address) {
  size_t at = str_find(address, S("://"));
  if (!at || at == address.n) return (str){0};
  for (size_t i = 0; i < at; i++)
    if (!is_alnum(address.p[i]) && !strchr("+-.", address.p[i])) return (str){0};
  size_t end = at + 3;
  while (end < address.n && !strchr("/?#", address.p[end])) end++;
  return str_sub(address, 0, end);
}

static bool has_scheme(str address) {
  size_t colon = str_find_byte(address, ':');
  return colon < address.n && colon < str_find_byte(address, '/') && colon < str_find_byte(address, '?');
}

static str before_any(str s, const char *ends) {
  size_t i = 0;
  while (i < s.n && !strchr(ends, s.p[i])) i++;
  return str_sub(s, 0, i);
}

// A path without . and .. in it; what stands before `root` stays.
static void put_path(out *to, str path) {
  size_t root = to->n;
  while (path.n) {
    size_t end = 1 + str_find_byte(str_from(path, 1), '/');
    str part = str_sub(path, 0, end);
    bool last = end >= path.n, up = str_eq(part, S("/.."));
    path = str_from(path, MIN(end, path.n));
    if (up)
      while (to->n > root && to->p[--to->n] != '/') {}
    if (!up && !str_eq(part, S("/."))) out_str(to, part);
    else if (last) out_byte(to, '/');
  }
}

void relative_put(out *to, str base, str address) {
  str origin = origin_of(base), path = before_any(str_from(base, origin.n), "?#"), tail;
  if (!origin.n || has_scheme(address)) {
    out_str(to, address);
    return;
  }
  if (str_starts(address, S("//"))) {
    out_str(to, str_sub(origin, 0, str_find_byte(origin, ':') + 1));
    out_str(to, address);
    return;
  }
  out_str(to, origin);
  str own = before_any(address, "?#");
  tail = str_from(address, own.n);
  out merged = {0};
  size_t cut = path.n;
  while (own.n && cut && path.p[cut - 1] != '/') cut--;
  if (!str_starts(own, S("/"))) out_str(&merged, cut ? str_sub(path, 0, cut) : S("/"));
  out_str(&merged, own);
  put_path(to, out_view(&merged));
  out_free(&merged);
  out_str(to, tail);
}
