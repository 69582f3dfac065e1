# The two commands of the README, and what they need.
#   make demo   install what is missing, build, compare two strategies on a real game
#   make test   everything that is tested, ending with the counts
SWIFT ?= swift
BUILD := .build/release/stratagem

# The fuzz targets need clang with libFuzzer; the Swift toolchain has one.
CLANG ?= clang
SECONDS ?= 60
CALLS ?= 1000000
PROGRAMS ?= 100000

.PHONY: demo test build packages bench lint clean fuzz fuzz-coverage fuzz-differential fuzz-injection

demo: packages
	$(SWIFT) build -c release --product stratagem
	@echo
	$(BUILD) compare slots/double-diamond flat double-after-loss --metric ruin \
	    --bankroll 200.00 --rounds-per-pair 1000 --pairs 1000 --margin 0.02

test: packages
	sh scripts/test.sh

build: packages
	$(SWIFT) build -c release --product stratagem

bench: build
	$(BUILD) bench

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests
	luacheck --quiet games strategies

# Runs every target under the address and undefined-behaviour sanitizers, SECONDS each; first what
# once failed. fuzz-coverage says what lines of the C parts the collected inputs reach.
fuzz:
	CLANG=$(CLANG) sh Fuzz/run.sh $(SECONDS)

fuzz-coverage:
	CLANG=$(CLANG) sh Fuzz/coverage.sh

# Library calls and programs against stock Lua, many more than in a test run.
fuzz-differential:
	STRATAGEM_DIFFERENTIAL_CALLS=$(CALLS) $(SWIFT) test --filter DifferentialTests

fuzz-injection:
	STRATAGEM_INJECTION_PROGRAMS=$(PROGRAMS) $(SWIFT) test --filter InjectionFuzzTests

packages:
	@sh scripts/packages.sh

clean:
	rm -rf .build
