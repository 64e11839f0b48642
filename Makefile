.DEFAULT_GOAL := help
.PHONY: help setup audit build test golden format lint bench clean

# What a build needs, what the tests need besides, and what the benchmarks need besides.
BUILD := libcmark-dev libsqlite3-dev libmd-dev openssh-client git ca-certificates
TEST := openssh-server sudo dash busybox shellcheck strace chromium python3-venv default-jre-headless
BENCH := hugo python3
SOURCES := Package.swift Sources Tests
# Tests that wait for time to pass, and so want the machine for themselves.
TIMED := 'CollectTests|EndToEndTests'

help: ## prints this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## installs what a build needs, and says what
	@scripts/need $(BUILD)
	@command -v swift >/dev/null || { echo "Swift 6.3 is missing: https://www.swift.org/install/linux/" >&2; exit 1; }

audit: setup ## builds for release, audits this machine, writes the site into output/
	swift build -c release --product constat
	.build/release/constat audit

build: setup ## debug build; warnings and undeclared imports are errors
	swift build --build-tests --explicit-target-dependency-import-check error

test: build lint .build-venv/ready ## sets up what the tests need and runs all of them
	@scripts/need $(TEST)
	swift test --skip-build --skip $(TIMED)
	swift test --skip-build --filter $(TIMED)

golden: build ## records the expected outputs anew, then shows the difference
	-UPDATE_GOLDEN=1 swift test --skip-build
	git diff --stat

format: ## formats the sources in place
	swift format -i -r $(SOURCES)

lint: ## strict format check, and shellcheck on our scripts
	@scripts/need $(TEST)
	swift format lint --strict -r $(SOURCES)
	shellcheck scripts/need .ci/run

bench: setup ## measures against peers in the same run; BENCHMARKS.md holds the ratios
	@scripts/need $(BENCH) $(TEST)
	swift build -c release --product constat
	swift build -c release --product render-markdown
	scripts/bench

clean: ## removes what a build or a run made
	rm -rf .build .build-* output/runs output/site output/.lock

.build-venv/ready: Tests/python-requirements.txt
	@scripts/need $(TEST)
	python3 -m venv .build-venv
	.build-venv/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@
