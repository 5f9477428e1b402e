# lakip: see `make help`.
CC      ?= gcc
PREFIX  ?= /usr/local
BUILD   ?= build

STD      = -std=c11 -D_GNU_SOURCE
WARN     = -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wvla -Werror=implicit-function-declaration
# No -fcf-protection: Debian 12's start files are built without, so the linker would drop it.
HARDEN   = -fstack-protector-strong -fstack-clash-protection -D_FORTIFY_SOURCE=2 -fPIE
OPT     ?= -O2 -g
CFLAGS  ?=
ALL_CFLAGS = $(STD) $(OPT) $(WARN) $(HARDEN) -include gen/banned.h -Igen $(CFLAGS) \
	-DLAKIP_SHARE='"$(PREFIX)/share/lakip"'
LDFLAGS ?=
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now,--as-needed $(LDFLAGS)
LIBS     = -lharfbuzz-subset -lharfbuzz -lhpdf -lcjson -lcsv -lmd4c -lgmp -lpng -ljpeg -lnettle -ldeflate -lqpdf -lz -lm
# main_buka.c asks it; named whole, for what compilers link to comes with g++ alone.
$(BUILD)/lakip-buka: LIBS += -l:libstdc++.so.6
CPPFLAGS_HB = -I/usr/include/harfbuzz

# Debian packages: to build, to run, to test.
PACKAGES = gcc libc6-dev libhpdf-dev libcjson-dev libcsv-dev libharfbuzz-dev libmd4c-dev \
	libgmp-dev libqpdf-dev libpng-dev libjpeg-dev nettle-dev libdeflate-dev zlib1g-dev hyphen-id icc-profiles-free \
	fonts-liberation2 fonts-crosextra-carlito fonts-texgyre
TEST_PACKAGES = libcmocka-dev poppler-utils qpdf python3 locales-all libpdfbox2-java default-jre-headless \
	libactivation-java libjaxb-java libjaxb-api-java libistack-commons-java

SOURCES  = $(wildcard gen/*.c)
OBJECTS  = $(SOURCES:gen/%.c=$(BUILD)/gen/%.o)
PARTS    = $(filter-out $(BUILD)/gen/main.o $(BUILD)/gen/main_buka.o,$(OBJECTS))
PROGRAMS = $(BUILD)/lakip $(BUILD)/lakip-buka
LIBRARY  = $(BUILD)/liblakip.a
SAMPLES  = $(notdir $(patsubst %/laporan.json,%,$(wildcard samples/*/laporan.json)))
UNIT     = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))

.DEFAULT_GOAL := all
.PHONY: all samples check unit install uninstall clean help packages test-packages layers accept asan fuzz bench bench-quality

all: $(PROGRAMS) ## build build/lakip

$(BUILD)/lakip: $(BUILD)/gen/main.o $(LIBRARY) | $(BUILD)/lakip-buka
$(BUILD)/lakip-buka: $(BUILD)/gen/main_buka.o $(LIBRARY)
$(PROGRAMS):
	@echo "ld $@"
	@$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(LIBRARY): $(PARTS)
	@rm -f $@
	@$(AR) rcs $@ $^

$(BUILD)/gen/%.o: gen/%.c
	@mkdir -p $(@D)
	@echo "cc $<"
	@$(CC) $(ALL_CFLAGS) $(CPPFLAGS_HB) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "cc $<"
	@$(CC) $(ALL_CFLAGS) $(CPPFLAGS_HB) -Itests -MMD -MP $(ALL_LDFLAGS) -o $@ $< $(LIBRARY) -lcmocka $(LIBS)

-include $(wildcard $(BUILD)/gen/*.d $(BUILD)/tests/*.d)

samples: packages ## build every sample into build/samples/NAME.pdf
	@$(MAKE) --no-print-directory $(SAMPLES:%=$(BUILD)/samples/%.pdf)

$(BUILD)/samples/%.pdf: $(BUILD)/lakip FORCE
	@mkdir -p $(@D)
	$(BUILD)/lakip susun samples/$* -o $@
FORCE:

check: test-packages ## all tests; ends with "N passed, N failed"
	@$(MAKE) --no-print-directory $(BUILD)/lakip unit-programs
	@bash tests/run.sh $(BUILD)

.PHONY: unit-programs FORCE
unit-programs: $(UNIT)

layers: ## check who includes whom (gen/LAYERS), and that no binary fraction comes near a figure
	@awk -f gen/layers.awk gen/LAYERS gen/*.c gen/*.h
	@echo "layers: ok"

accept: $(BUILD)/lakip ## CASE=name: rewrite what tests/cases/NAME expects
	@bash tests/cases.sh $(BUILD) --accept $(CASE)

asan: test-packages ## the whole test suite under ASan and UBSan
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan OPT="-O1 -g" HARDEN="-fPIE" \
	  CFLAGS="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer" \
	  LDFLAGS="-fsanitize=address,undefined" check

FUZZERS  = $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_SECONDS ?= 60
fuzz: ## every decoder under libFuzzer, FUZZ_SECONDS each (ONLY=name for one)
	@sh tests/packages.sh $(PACKAGES) clang libclang-rt-14-dev
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz CC=clang OPT="-O1 -g" HARDEN="-fPIE" \
	  CFLAGS="-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all" \
	  $(BUILD)/fuzz/liblakip.a
	@for f in $(or $(ONLY),$(FUZZERS)); do bash tests/fuzz/run.sh $(BUILD)/fuzz $$f $(FUZZ_SECONDS) || exit 1; done

.PHONY: valgrind lint
valgrind: test-packages ## unit tests, cases and samples under memcheck, as many at once as there are cores
	@sh tests/packages.sh valgrind
	@$(MAKE) --no-print-directory $(BUILD)/lakip unit-programs
	@bash tests/valgrind.sh $(BUILD)

CORES = $(shell nproc)
LINT_FLAGS = $(STD) -include gen/banned.h -Igen $(CPPFLAGS_HB) -DLAKIP_SHARE='"share"'
lint: packages ## clang-tidy (.clang-tidy) and cppcheck (tests/cppcheck.supp) over gen/
	@sh tests/packages.sh clang-tidy cppcheck
	@cppcheck -j $(CORES) --quiet --std=c11 --enable=warning,performance,portability --error-exitcode=1 -Igen -D__GNUC__ \
	  -DLAKIP_SHARE='"share"' --suppressions-list=tests/cppcheck.supp --inline-suppr gen/*.c
	@printf '%s\n' gen/*.c | xargs -P $(CORES) -I{} clang-tidy --quiet {} -- $(LINT_FLAGS)

.PHONY: sweep
sweep: test-packages ## every allocation fails in turn, SIGKILL at 200 moments, full disks
	@$(MAKE) --no-print-directory $(BUILD)/lakip
	@bash tests/sweep.sh $(BUILD)

BENCH ?= ../shared/bench
$(BUILD)/bench-audit: tests/bench/audit_cost.c
$(BUILD)/bench-prose: tests/bench/prose_cost.c
$(BUILD)/bench-audit $(BUILD)/bench-prose: $(LIBRARY)
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(filter %.c,$^) $(LIBRARY) $(LIBS)

bench: $(PROGRAMS) $(BUILD)/bench-audit $(BUILD)/bench-prose ## lakip, L1 and installed peers on the same work (BENCH=folder MILLION=1 RUNS=7 PEERS=none INTO=README.md)
	@test -f $(BENCH)/gen_data.py || { echo "make bench measures with the benchmark's generator, L1 and peers, which are no part"; \
	  echo "of this repository. They are not in $(BENCH); say where: make bench BENCH=folder"; exit 1; }
	@sh tests/packages.sh python3 python3-fonttools python3-pyphen libhpdf-dev libcsv-dev zlib1g-dev
	@python3 tests/bench/run.py $(BUILD)/lakip $(BENCH) $(BUILD)/bench $(if $(RUNS),--runs $(RUNS)) \
	  $(if $(PEERS),--peers $(PEERS)) $(if $(MILLION),--million) $(if $(INTO),--into $(INTO))
	@$(BUILD)/bench-prose samples/*/prosa/*.md

.PHONY: bench-peers
bench-peers: ## install the peers that make bench measures by default
	@test -f $(BENCH)/setup/node/package.json || { echo "BENCH=folder is missing: see make bench"; exit 1; }
	@sh tests/packages.sh groff texlive-latex-base texlive-latex-recommended texlive-latex-extra \
	  texlive-fonts-recommended tex-gyre python3-reportlab nodejs npm
	@mkdir -p $(BUILD)/bench/setup/node && cp $(BENCH)/setup/node/package.json $(BUILD)/bench/setup/node/
	@cd $(BUILD)/bench/setup/node && npm install --silent

QUALITY_PACKAGES = texlive-latex-base texlive-latex-recommended texlive-latex-extra texlive-fonts-recommended \
	texlive-lang-other tex-gyre poppler-utils
bench-quality: $(BUILD)/lakip ## 20 pages of prose by lakip, LaTeX with microtype and Typst: how even their lines are
	@sh tests/packages.sh python3 $(QUALITY_PACKAGES)
	@python3 tests/bench/quality.py $(BUILD)/lakip $(BUILD)/bench-quality

packages: ## install the Debian packages that are missing to build and run
	@sh tests/packages.sh $(PACKAGES)

test-packages: ## the same, with what the tests need
	@sh tests/packages.sh $(PACKAGES) $(TEST_PACKAGES)

install: all ## install below PREFIX (default /usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/lakip/fonts
	install -m 755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	cp -r layouts $(DESTDIR)$(PREFIX)/share/lakip/
	cp fonts/* $(DESTDIR)$(PREFIX)/share/lakip/fonts/

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/lakip $(DESTDIR)$(PREFIX)/bin/lakip-buka
	rm -rf $(DESTDIR)$(PREFIX)/share/lakip

clean: ## remove build/
	rm -rf $(BUILD)

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile
