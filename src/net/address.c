#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

typedef struct {
  u8 bytes[16];
  u32 bits;
} range;

// The registries of special addresses (IANA), what is not globally reachable of them, and multicast.
static const struct {
  u32 net, bits;
} inside_v4[] = {{0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},  {0xA9FE0000, 16},
                 {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24}, {0xC0586300, 24}, {0xC0A80000, 16},
                 {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24}, {0xE0000000, 3}};

static const range inside_v6[] = {
    {{0}, 8},                       // unspecified, loopback, IPv4-compatible and the like
    {{0x01, 0x00}, 64},             // discard
    {{0x20, 0x01, 0x00, 0x00}, 23}, // protocol assignments, Teredo
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, // documentation
    {{0x3f, 0xff}, 20},             // documentation
    {{0x5f, 0x00}, 16},             // segment routing
    {{0xfc}, 7},                    // unique local
    {{0xfe, 0x80}, 10},             // link-local
    {{0xfe, 0xc0}, 10},             // site-local
    {{0xff}, 8},                    // multicast
};

// Ranges that carry an IPv4 address, and where in them it stands.
static const struct {
  range in;
  u32 at;
} carriers[] = {{{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12},
                {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12},
                {{{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48}, 12},
                {{{0x20, 0x02}, 16}, 2}};

static bool in_range(const u8 a[16], const range *r) {
  for (u32 bit = 0; bit < r->bits; bit++)
    if ((a[bit / 8] ^ r->bytes[bit / 8]) & (0x80 >> bit % 8)) return false;
  return true;
}

static bool public_v4(u32 a) {
  for (u32 i = 0; i < COUNT_OF(inside_v4); i++)
    if (!((a ^ inside_v4[i].net) >> (32 - inside_v4[i].bits))) return false;
  return true;
}

static u32 word_at(const u8 *b) { return (u32)b[0] << 24 | (u32)b[1] << 16 | (u32)b[2] << 8 | b[3]; }

static bool public_v6(const u8 a[16]) {
  for (u32 i = 0; i < COUNT_OF(carriers); i++)
    if (in_range(a, &carriers[i].in)) return public_v4(word_at(a + carriers[i].at));
  for (u32 i = 0; i < COUNT_OF(inside_v6); i++)
    if (in_range(a, &inside_v6[i])) return false;
  return true;
}

bool address_is_public(const struct sockaddr *address) {
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
  if (address->sa_family == AF_INET) return memcpy(&v4, address, sizeof v4), public_v4(ntohl(v4.sin_addr.s_addr));
  if (address->sa_family == AF_INET6) return memcpy(&v6, address, sizeof v6), public_v6(v6.sin6_addr.s6_addr);
  return false;
}
