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
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 130' INT TERM
failed=0

echo "== tests, debug"
swift test --no-parallel --skip 'SimulationTests\.SimulationTests' >"$log" 2>&1 || failed=1
grep -v '^\[[0-9]*/[0-9]*\] \(Testing\|Compiling\|Emitting\)' "$log" | grep -vE '^(◇|✔ Test )' | tail -n 400
debug=$(grep -E 'Test run with [0-9]+ tests' "$log" | tail -n 1)

echo "== games, simulated hosts and ledger, release"
STRATAGEM_LEDGER_OPERATIONS=200000 swift test -c release -Xswiftc -enable-testing \
    --filter 'GamesTests|SimulationTests\.SimulationTests|WalletSimulationTests' \
    >"$log" 2>&1 || failed=1
grep -vE '^\[[0-9]*/[0-9]*\] |^(◇|✔ Test )' "$log" | tail -n 100
release=$(grep -E 'Test run with [0-9]+ tests' "$log" | tail -n 1)

echo
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
