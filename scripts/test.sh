#!/bin/sh
# Runs every test and ends with the counts: the debug build of all targets, one test after the
# other (some measure how a process ends under a signal), then in release what takes minutes in
# debug: the statistical tests of the games (ten million rounds), a thousand simulated hosts, and a
# million operations of the ledger.
set -u
cd "$(dirname "$0")/.."

# SwiftPM leaves five empty folders a run, TemporaryDirectory.*, and a test that is killed leaves its
# own: all of them lie in one folder that goes away at the end.
TMPDIR=$(mktemp -d)
export TMPDIR
log=$TMPDIR/log
failures=$TMPDIR/failures
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 130' INT TERM
failed=0

# Appends what the log says of failed tests: each issue with its place and comment, and the error of
# a build or a crash.
keep_failures() {
    grep -A 3 -E '^✘ Test .* recorded an issue|error: |Fatal error' "$log" |
        grep -vE '^(--|◇|✔|\[[0-9])' >>"$failures"
}

echo "== tests, debug"
swift test --no-parallel --skip 'SimulationTests\.SimulationTests' >"$log" 2>&1 || failed=1
grep -v '^\[[0-9]*/[0-9]*\] \(Testing\|Compiling\|Emitting\)' "$log" | grep -vE '^(◇|✔ Test )' | tail -n 400
debug=$(grep -E 'Test run with [0-9]+ tests' "$log" | tail -n 1)
keep_failures

echo "== games, simulated hosts and ledger, release"
STRATAGEM_LEDGER_OPERATIONS=200000 swift test -c release -Xswiftc -enable-testing \
    --filter 'GamesTests|SimulationTests\.SimulationTests|WalletSimulationTests' \
    >"$log" 2>&1 || failed=1
grep -vE '^\[[0-9]*/[0-9]*\] |^(◇|✔ Test )' "$log" | tail -n 100
release=$(grep -E 'Test run with [0-9]+ tests' "$log" | tail -n 1)
keep_failures

echo
# What failed stands just above the counts, for who sees only the last lines.
[ "$failed" -eq 0 ] || cut -c1-600 "$failures" | head -n 60
echo "debug:   $debug"
echo "release: $release"
count() {
    echo "$1" | sed -n "s/.*Test run with \([0-9][0-9]*\) tests.*/\1/p"
}
total=$(($(count "$debug" | grep . || echo 0) + $(count "$release" | grep . || echo 0)))
issues=$(printf '%s\n%s\n' "$debug" "$release" | sed -n 's/.*with \([0-9][0-9]*\) issue.*/\1/p' | awk '{n += $1} END {print n + 0}')
if [ "$failed" -ne 0 ] || [ -z "$debug" ] || [ -z "$release" ]; then
    echo "$total passed, $((issues > 0 ? issues : 1)) failed"
    exit 1
fi
echo "$total passed, 0 failed"
