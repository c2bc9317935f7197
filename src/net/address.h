// Which addresses lie inside: of this machine, of a private or local network, or for no host at all. A page of the web that
// leads there asks the machine to read what only it can see.
#ifndef STEMMA_ADDRESS_H
#define STEMMA_ADDRESS_H

#include <sys/socket.h>

#include "base/base.h"

bool address_is_public(const struct sockaddr *address);   // false for any family but IPv4 and IPv6

#endif
