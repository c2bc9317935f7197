#include "web.h"

#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t asked;

static void on_signal(int number) {
  (void)number;
  asked = 1;
}

void stop_on_signals(void) {
  struct sigaction once = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
  sigaction(SIGINT, &once, NULL);
  sigaction(SIGTERM, &once, NULL);
}

int stop_asked(void *nothing) {
  (void)nothing;
  return asked;
}

stm_web_options web_of(const settings *set) {
  return (stm_web_options){.contact = set->contact,
                           .allow_private = set->allow_private != 0,
                           .delay = set->delay,
                           .timeout = set->timeout,
                           .transfers = set->transfers,
                           .tries = set->tries,
                           .largest = (size_t)set->largest << 20,
                           .seed = set->seed ? set->seed : (uint64_t)getpid(),
                           .stop = stop_asked};
}
