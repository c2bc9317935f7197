# make            the program ./stemma and the library build/libstemma.a
# make check      all tests          make asan     the same under ASan and UBSan
# make fuzz       a short run of each fuzz target; FUZZ_SECONDS=3600 for a long one
# make models     trains the pack from ../shared/data
# make eval       accuracy figures   make bench    speed beside peers
# make install    PREFIX, DESTDIR    make format   make lint

PREFIX ?= /usr/local
CC ?= cc
CFLAGS ?= -O2 -g
BUILD ?= build
LIBS = gumbo expat jansson sqlite3 libcurl zlib libarchive libutf8proc uchardet libxxhash libgvc libcgraph libmd
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Werror=implicit
STD = -std=c17 -D_POSIX_C_SOURCE=200809L

PKG_CFLAGS := $(shell pkg-config --cflags $(LIBS) | sed 's/-I/-isystem /g')
PKG_LIBS := $(shell pkg-config --libs $(LIBS))
ALL_CFLAGS = $(STD) $(WARN) -fvisibility=hidden -pthread -Iinclude -Isrc -I$(BUILD)/gen $(PKG_CFLAGS) \
  -DSTEMMA_SHARE='"$(PREFIX)/share/stemma"' $(CFLAGS)
ALL_LIBS = $(PKG_LIBS) -lm -pthread

LAYERS = base doc model input lang read graph store output
LIB_SRC := $(wildcard src/*/*.c src/*.c)
CMD_SRC := $(wildcard cmd/*.c)
TRAIN_SRC := $(wildcard train/*.c)
UNIT_SRC := $(wildcard test/unit/*.c)
LANG_SRC := $(wildcard lang/en/*.txt)
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o)
CMD_OBJ := $(CMD_SRC:%.c=$(BUILD)/%.o)
TRAIN_OBJ := $(TRAIN_SRC:%.c=$(BUILD)/%.o)
GEN = $(BUILD)/gen/lexicons.h

.PHONY: all check asan fuzz bench install uninstall format lint models eval clean check-layers check-symbols

all: stemma

stemma: $(CMD_OBJ) $(BUILD)/libstemma.a
	@echo "  LD $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(BUILD)/libstemma.a: $(LIB_OBJ)
	@rm -f $@ && ar rcs $@ $^

$(BUILD)/stemma-train: $(TRAIN_OBJ) $(BUILD)/libstemma.a
	@echo "  LD $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS) -llzma

$(BUILD)/%.o: %.c $(GEN) Makefile
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/gen/lexicons.h: $(BUILD)/gen/lexicon $(LANG_SRC)
	@$< $(BUILD)/gen $(LANG_SRC)

$(BUILD)/gen/lexicon: gen/lexicon.c
	@mkdir -p $(@D)
	@$(CC) $(STD) $(WARN) -D_GNU_SOURCE $(CFLAGS) -o $@ $<

# One chunk of the pack each, by the verb of stemma-train that has its name; a chunk that needs another's file says so here.
CHUNKS =
DATA ?= ../shared/data
models: $(CHUNKS:%=$(BUILD)/models/%.chunk) $(BUILD)/stemma-train
	$(BUILD)/stemma-train pack models/en.pack $(foreach c,$(CHUNKS),$(c)=$(BUILD)/models/$(c).chunk)

$(BUILD)/models/%.chunk: $(BUILD)/stemma-train
	@mkdir -p $(@D)
	$< $* $@ $(DATA)

check: all check-layers
	@python3 test/spec.py

# A folder includes itself and those before it in LAYERS; cmd/ sees the public header only.
check-layers:
	@sh test/layers.sh "$(LAYERS)"

clean:
	rm -rf $(BUILD) stemma

-include $(wildcard $(BUILD)/*/*.d $(BUILD)/*/*/*.d)
