# make            the program ./stemma and the library build/libstemma.a
# make check      all tests, sanitizers and a short fuzzing included
# make asan       the tests under ASan and UBSan alone
# make fuzz       a run of each fuzz target; FUZZ_SECONDS=3600 for a long one
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

LAYERS = base net doc model input lang read graph store output
LIB_SRC := $(wildcard src/*/*.c src/*.c)
CMD_SRC := $(wildcard cmd/*.c)
TRAIN_SRC := $(wildcard train/*.c)
UNIT_SRC := $(wildcard test/unit/*.c)
LANG_SRC := $(wildcard lang/en/*.txt)
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o)
CMD_OBJ := $(CMD_SRC:%.c=$(BUILD)/%.o)
TRAIN_OBJ := $(TRAIN_SRC:%.c=$(BUILD)/%.o)
WEB_SRC := $(wildcard web/*.css web/*.js web/*.txt)
GEN = $(BUILD)/gen/lexicons.h $(BUILD)/gen/time_rules_table.h $(BUILD)/gen/web.h

.PHONY: all check units asan fuzz fuzzers bench install uninstall format lint models eval clean check-layers check-symbols

PROGRAM ?= stemma
all: $(PROGRAM)

$(PROGRAM): $(CMD_OBJ) $(BUILD)/libstemma.a
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

$(BUILD)/gen/lexicon: gen/lexicon.c src/model/lexicon_hash.h
	@mkdir -p $(@D)
	@$(CC) $(STD) $(WARN) -D_GNU_SOURCE -Isrc -O1 -o $@ $<

$(BUILD)/gen/time_rules_table.h: $(BUILD)/gen/time_rules lang/en/time.rules
	@$< $(BUILD)/gen lang/en/time.rules

$(BUILD)/gen/time_rules: gen/time_rules.c src/read/time_rules.h
	@mkdir -p $(@D)
	@$(CC) $(STD) $(WARN) -D_GNU_SOURCE $(CFLAGS) -Isrc -o $@ $<

$(BUILD)/gen/web.h: $(BUILD)/gen/embed $(WEB_SRC)
	@$< $@ $(WEB_SRC)

$(BUILD)/gen/embed: gen/embed.c
	@mkdir -p $(@D)
	@$(CC) $(STD) $(WARN) -D_DEFAULT_SOURCE -O1 -o $@ $< -lmd

# One chunk of the pack each, by the verb of stemma-train that has its name; a chunk that needs another's file says so here.
CHUNKS = langid html segment syntax names morph coref attrib gazet align
DATA ?= ../shared/data
models: $(CHUNKS:%=$(BUILD)/models/%.chunk) $(BUILD)/stemma-train
	$(BUILD)/stemma-train pack models/en.pack $(foreach c,$(CHUNKS),$(c)=$(BUILD)/models/$(c).chunk)

# The network learns what several larger ones, which differ by their seed alone, make of annotated and other text.
TEACHERS = 1 2
TEACHER_FILES = $(TEACHERS:%=$(BUILD)/models/teacher-%.net)
$(BUILD)/models/teacher-%.net: $(BUILD)/stemma-train $(BUILD)/models/classes.chunk
	$< teacher $@ $(DATA) $*

$(BUILD)/models/syntax.chunk: $(BUILD)/stemma-train $(BUILD)/models/classes.chunk $(TEACHER_FILES)
	$< syntax $@ $(DATA) $(TEACHER_FILES)

$(BUILD)/models/%.chunk: $(BUILD)/stemma-train
	@mkdir -p $(@D)
	$< $* $@ $(DATA)

# Who speaks is learned on the trees that the language core makes of the articles.
WORDS = segment syntax names morph
$(BUILD)/models/coref.chunk: $(BUILD)/stemma-train $(WORDS:%=$(BUILD)/models/%.chunk) train/annotated/outlets.jsonl
	$< pack $(BUILD)/models/words.pack $(foreach c,$(WORDS),$(c)=$(BUILD)/models/$(c).chunk)
	$< coref $@ $(DATA) $(BUILD)/models/words.pack

# The finder of names sees words as the tagger does.
$(BUILD)/models/names.chunk: $(BUILD)/stemma-train $(BUILD)/models/segment.chunk $(BUILD)/models/syntax.chunk train/annotated/names.jsonl
	$< pack $(BUILD)/models/tags.pack segment=$(BUILD)/models/segment.chunk syntax=$(BUILD)/models/syntax.chunk
	$< names $@ $(DATA) $(BUILD)/models/tags.pack

# Attributions are learned on what the stages before them make of the articles.
CORE = $(filter-out attrib gazet align,$(CHUNKS))
$(BUILD)/models/attrib.chunk: $(BUILD)/stemma-train $(CORE:%=$(BUILD)/models/%.chunk) $(wildcard train/annotated/*.txt)
	$< pack $(BUILD)/models/core.pack $(foreach c,$(CORE),$(c)=$(BUILD)/models/$(c).chunk)
	$< attrib $@ $(DATA) $(BUILD)/models/core.pack

# Claims of several articles are aligned as all the rest of the pack reads them.
REST = $(filter-out align,$(CHUNKS))
$(BUILD)/models/align.chunk: $(BUILD)/stemma-train $(REST:%=$(BUILD)/models/%.chunk)
	$< pack $(BUILD)/models/rest.pack $(foreach c,$(REST),$(c)=$(BUILD)/models/$(c).chunk)
	$< align $@ $(DATA) $(BUILD)/models/rest.pack

UNIT = $(UNIT_SRC:%.c=$(BUILD)/%)
STEMMA ?= ./stemma
# How right each stage is, on data that it was neither trained nor tuned on.
eval: $(BUILD)/stemma-train all
	$< eval $(DATA)
	@python3 test/eval/times.py --stemma $(STEMMA) --data $(DATA)
	@python3 test/eval/petrarch.py --stemma $(STEMMA) --data $(DATA)
	@python3 test/eval/false_events.py --stemma $(STEMMA) --data $(DATA)
	@python3 test/eval/places.py --stemma $(STEMMA) --data $(DATA)
	@python3 test/eval/feeds.py --stemma $(STEMMA) --data $(DATA)/feeds
	@python3 test/eval/pages.py --stemma $(STEMMA) --data $(DATA)/html

check: all $(UNIT)
	@$(SAN_MAKE) $(SAN)/stemma units fuzzers
	@python3 test/all.py --build $(BUILD) --stemma $(STEMMA) --layers "$(LAYERS)" --fuzz "$(FUZZ_SECONDS) $(FUZZ)"

$(BUILD)/test/unit/%: test/unit/%.c $(BUILD)/libstemma.a
	@mkdir -p $(@D)
	@echo "  LD $@"
	@$(CC) $(ALL_CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/libstemma.a $(ALL_LIBS) -lcmocka

units: $(UNIT)

# One build under AddressSanitizer and UndefinedBehaviorSanitizer, instrumented for libFuzzer, serves both of these.
SAN = build-san
SAN_MAKE = $(MAKE) --no-print-directory BUILD=$(SAN) PROGRAM=$(SAN)/stemma CC=clang \
  CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined"

# The tests again, with every bad access and undefined step an error.
asan:
	@$(SAN_MAKE) $(SAN)/stemma units
	@python3 test/all.py --build $(SAN) --stemma $(SAN)/stemma --sanitized

# Each fuzz target for a short while through all stages and outputs; what crashes stays in build-san.
FUZZ_SECONDS ?= 10
FUZZ = $(patsubst test/fuzz/%.c,$(SAN)/%,$(wildcard test/fuzz/fuzz_*.c))
fuzz:
	@$(SAN_MAKE) fuzzers
	@sh test/fuzz/run.sh $(FUZZ_SECONDS) $(FUZZ)

fuzzers: $(FUZZ)

$(SAN)/fuzz_%: test/fuzz/fuzz_%.c $(BUILD)/libstemma.a
	@echo "  LD $@"
	@$(CC) $(ALL_CFLAGS) -Wno-missing-prototypes -fsanitize=fuzzer -o $@ $< $(BUILD)/libstemma.a $(ALL_LIBS)

# Speed: instructions a token by stage, and ratios to what runs beside it.
bench: all
	@python3 bench/speed.py --stemma $(STEMMA)

format:
	clang-format -i $(LIB_SRC) $(CMD_SRC) $(TRAIN_SRC) $(UNIT_SRC) $(wildcard src/*/*.h src/*.h cmd/*.h train/*.h include/*.h gen/*.c)

lint: $(GEN)
	cppcheck --std=c11 --quiet --error-exitcode=1 --enable=warning,performance,portability --inline-suppr \
	  --suppress=missingIncludeSystem --suppress=internalAstError --suppress=identicalInnerCondition --suppress=unknownMacro \
	  -Iinclude -Isrc -I$(BUILD)/gen src cmd
	printf '%s\n' $(LIB_SRC) $(CMD_SRC) | xargs -P 2 -n 8 sh test/tidy.sh $(STD) -Iinclude -Isrc -I$(BUILD)/gen $(PKG_CFLAGS) --

# A folder includes itself and those before it in LAYERS; cmd/ sees the public header only.
check-layers:
	@sh test/layers.sh "$(LAYERS)"

# The library that is installed: one object in which only the public names are global.
$(BUILD)/install/libstemma.a: $(LIB_OBJ)
	@mkdir -p $(@D)
	@ld -r -o $(@D)/stemma.o $^
	@objcopy --wildcard --keep-global-symbol='stm_*' $(@D)/stemma.o
	@rm -f $@ && ar rcs $@ $(@D)/stemma.o

VERSION = $(shell sed -n 's/.define STM_VERSION "\(.*\)"/\1/p' include/stemma.h)
$(BUILD)/install/stemma.pc: include/stemma.h Makefile
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'Name: stemma' 'Description: the family tree of the news: who says it, and who had it from whom' \
	  'Version: $(VERSION)' 'Requires: $(LIBS)' 'Libs: -L$${prefix}/lib -lstemma -lm -pthread' 'Cflags: -I$${prefix}/include' > $@

# Program, library, header, manual, completions, licence, and the models where they have been made.
TO = $(DESTDIR)$(PREFIX)
install: $(PROGRAM) $(BUILD)/install/libstemma.a
	@rm -f $(BUILD)/install/stemma.pc && $(MAKE) --no-print-directory $(BUILD)/install/stemma.pc
	install -Dm755 $(PROGRAM) $(TO)/bin/stemma
	install -Dm644 include/stemma.h $(TO)/include/stemma.h
	install -Dm644 $(BUILD)/install/libstemma.a $(TO)/lib/libstemma.a
	install -Dm644 $(BUILD)/install/stemma.pc $(TO)/lib/pkgconfig/stemma.pc
	install -Dm644 LICENSE $(TO)/share/doc/stemma/LICENSE
	install -d $(TO)/share/man/man1 $(TO)/share/bash-completion/completions $(TO)/share/zsh/site-functions
	./$(PROGRAM) --help-man > $(TO)/share/man/man1/stemma.1
	./$(PROGRAM) --completion bash > $(TO)/share/bash-completion/completions/stemma
	./$(PROGRAM) --completion zsh > $(TO)/share/zsh/site-functions/_stemma
	if [ -e models/en.pack ]; then install -Dm644 models/en.pack $(TO)/share/stemma/en.pack; fi

uninstall:
	rm -f $(TO)/bin/stemma $(TO)/include/stemma.h $(TO)/lib/libstemma.a $(TO)/lib/pkgconfig/stemma.pc \
	  $(TO)/share/man/man1/stemma.1 $(TO)/share/bash-completion/completions/stemma $(TO)/share/zsh/site-functions/_stemma
	rm -rf $(TO)/share/doc/stemma $(TO)/share/stemma

# Only stm_* leaves the library.
check-symbols: $(BUILD)/install/libstemma.a
	@! nm -g --defined-only $< | awk 'NF == 3 && $$3 !~ /^stm_/ { print "not of the interface: " $$3; bad = 1 } END { exit !bad }'

clean:
	rm -rf $(BUILD) stemma

-include $(wildcard $(BUILD)/*/*.d $(BUILD)/*/*/*.d)
