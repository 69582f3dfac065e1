#!/usr/bin/env python3
"""A soak: `stratagem up` for hours, with plugins that are edited all the time.

    scripts/soak.py --hours 1
    scripts/soak.py --hours 72 --folder /var/tmp/soak --reload-every 30

Plays a run file of three kinds of sessions (as fast as they go, with skipped faults, and at a human
pace) with the release build, edits a strategy or a game every few seconds in the ways editors save
(in place, renamed over, twice), every tenth time with a text that does not load, and looks at the
status every few seconds. Ends with a table: how memory, open files, the write-ahead log and the 99th
percentile of commits went, as a slope per hour (least squares, and Theil and Sen's median of slopes,
which single peaks do not move), then stops it and runs `stratagem verify`.

Exit code 0 when the store is sound and memory, files and log do not grow: the slope of the second
half, by Theil and Sen, is at most --growth percent of the level an hour. Ctrl-C ends it early, with the
same report. Python's library only.
Every look is a line of FOLDER/looks.csv.
"""

import argparse
import csv
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

RUN_FILE = """\
store: store
workers: {workers}
sessions:
  - {{ name: fast, game: slots/double-diamond, strategy: flat, count: {fast}, seed: 1,
      currency: AUD, bankroll: 90000000.00 }}
  - {{ name: climbing, game: slots/lobstermania, strategy: double-after-loss, count: {climbing},
      seed: 2, currency: AUD, bankroll: 90000000.00, on_fault: skip,
      limits: {{ daily: 1000000000.00 }}, restart: {{ policy: always, backoff_max: 10s }} }}
  - {{ name: people, game: tables/blackjack, strategy: blackjack-basic, count: {people}, seed: 3,
      currency: AUD, bankroll: 1000000.00, pacing: {{ kind: human, median: 1.0 }} }}
"""

EDITED = [
    "strategies/flat.lua",
    "strategies/double-after-loss.lua",
    "games/slots/double-diamond/game.lua",
    "games/slots/lobstermania/game.lua",
    "games/tables/blackjack/game.lua",
]

COLUMNS = [
    "seconds", "memory_mib", "open_files", "log_mib", "store_mib", "commit_p99_ms", "lag_ms",
    "rounds", "rounds_per_second", "playing", "faults", "restarts",
]


class Editor:
    """Saves plugins as editors do."""

    def __init__(self, folder, seed):
        self.folder = folder
        self.random = random.Random(seed)
        self.texts = {}
        for name in EDITED:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                self.texts[name] = file.read()
        self.saves = self.broken = 0

    def save(self):
        name = self.random.choice(EDITED)
        self.saves += 1
        if self.saves % 10 == 0:
            self.broken += 1
            self.write(name, self.texts[name] + "\nreturn return -- save %d\n" % self.saves)
        else:
            self.write(name, self.texts[name] + "\n-- save %d\n" % self.saves)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        way = self.random.randrange(3)
        if way == 0:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        elif way == 1:
            with open(path + "~", "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(path + "~", path)
        else:
            for part in (text[: len(text) // 2], text):
                with open(path, "w", encoding="utf-8") as file:
                    file.write(part)


def status(program, folder):
    """One look; None when nobody answers."""
    answer = subprocess.run(
        [program, "status", "--json", "--store", "store"], cwd=folder, capture_output=True, text=True)
    return json.loads(answer.stdout) if answer.returncode == 0 else None


def store_bytes(folder):
    """Files come and go while they are counted: a segment's journal, a log that is emptied."""
    total = 0
    for at, _, names in os.walk(os.path.join(folder, "store")):
        for name in names:
            try:
                total += os.path.getsize(os.path.join(at, name))
            except FileNotFoundError:
                pass
    return total


def row(look, seconds, folder):
    journal = look["journal"]
    states = {}
    for group in look["groups"]:
        for state, count in group["states"].items():
            states[state] = states.get(state, 0) + count
    return {
        "seconds": round(seconds, 1),
        "memory_mib": look["memory_bytes"] / 2**20,
        "open_files": look["open_files"],
        "log_mib": journal["log_bytes"] / 2**20,
        "store_mib": store_bytes(folder) / 2**20,
        "commit_p99_ms": journal["commit_milliseconds_p99"],
        "lag_ms": journal["lag_milliseconds"],
        "rounds": sum(group["rounds"] for group in look["groups"]),
        "rounds_per_second": look["rounds_per_second"],
        "playing": states.get("playing", 0),
        "faults": sum(group["faults"] for group in look["groups"]),
        "restarts": look["restarts"],
    }


def least_squares(points):
    xs, ys = zip(*points)
    x_mean, y_mean = statistics.fmean(xs), statistics.fmean(ys)
    square = sum((x - x_mean) ** 2 for x in xs)
    return sum((x - x_mean) * (y - y_mean) for x, y in points) / square if square else 0.0


def theil_sen(points, most=400):
    """The median of the slopes of all pairs of points, of at most so many points."""
    points = points[:: max(1, len(points) // most)]
    slopes = [
        (b[1] - a[1]) / (b[0] - a[0])
        for i, a in enumerate(points) for b in points[i + 1:] if b[0] != a[0]]
    return statistics.median(slopes) if slopes else 0.0


def report(rows, growth):
    """Prints the table. Returns what grows."""
    half = rows[len(rows) // 2:]
    print("\n%-14s %10s %10s %10s %10s  %14s %14s" % (
        "", "first", "median", "last", "most", "slope/h", "2nd half/h*"))
    grows = []
    for name in ("memory_mib", "open_files", "log_mib", "commit_p99_ms", "lag_ms"):
        points = [(r["seconds"] / 3600, r[name]) for r in rows]
        late = [(r["seconds"] / 3600, r[name]) for r in half]
        values = [r[name] for r in rows]
        middle, slope = statistics.median(values), theil_sen(late)
        print("%-14s %10.2f %10.2f %10.2f %10.2f  %+14.3f %+14.3f" % (
            name, values[0], middle, values[-1], max(values), least_squares(points), slope))
        if name in ("memory_mib", "open_files", "log_mib") and slope > growth / 100 * max(middle, 1):
            grows.append(name)
    print("* by the median of slopes (Theil and Sen)")
    return grows


def play(options, folder):
    editor = Editor(folder, options.seed)
    log = open(os.path.join(folder, "up.log"), "w", encoding="utf-8")
    up = subprocess.Popen(
        [options.program, "up", "run.yaml", "--log", "json"], cwd=folder, stdout=log, stderr=log)
    rows = []
    start = time.monotonic()
    end, next_look, next_save = start + options.hours * 3600, start + 10, start + 5
    try:
        with open(os.path.join(folder, "looks.csv"), "w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, COLUMNS)
            table.writeheader()
            while time.monotonic() < end and up.poll() is None:
                now = time.monotonic()
                if now >= next_save:
                    editor.save()
                    next_save = now + options.reload_every * random.uniform(0.5, 1.5)
                if now >= next_look:
                    look = status(options.program, folder)
                    if look:
                        rows.append(row(look, now - start, folder))
                        table.writerow(rows[-1])
                        file.flush()
                    next_look = now + options.look_every
                time.sleep(0.05)
        died = up.poll()
    except KeyboardInterrupt:
        # Ends early, with the report of what there is.
        died = up.poll()
    finally:
        if up.poll() is None:
            up.send_signal(signal.SIGTERM)
        try:
            code = up.wait(timeout=60)
        except subprocess.TimeoutExpired:
            up.kill()
            code = up.wait()
    print("%d saves, %d of them broken; up ended with %s after %.0f s" % (
        editor.saves, editor.broken, code, time.monotonic() - start))
    return rows, died is None and code == 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--reload-every", type=float, default=4.0, help="seconds, on average")
    parser.add_argument("--look-every", type=float, default=5.0, help="seconds")
    parser.add_argument("--fast", type=int, default=20, help="sessions as fast as they go")
    parser.add_argument("--climbing", type=int, default=10, help="sessions that skip faults")
    parser.add_argument("--people", type=int, default=50, help="sessions at a human pace")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--growth", type=float, default=2.0, help="percent an hour that may be")
    parser.add_argument("--seed", type=int, default=1, help="of what is edited, and how")
    parser.add_argument("--folder", help="to play in, which is kept; else a temporary one")
    parser.add_argument("--program", default=os.path.join(ROOT, ".build/release/stratagem"))
    options = parser.parse_args()
    if not os.access(options.program, os.X_OK):
        sys.exit("there is no program at %s: run `make build` first" % options.program)
    folder = options.folder or tempfile.mkdtemp(prefix="soak-")
    os.makedirs(folder, exist_ok=True)
    if os.path.exists(os.path.join(folder, "store")):
        sys.exit("%s has a store already: name a folder without one" % folder)
    for name in ("games", "strategies"):
        shutil.copytree(os.path.join(ROOT, name), os.path.join(folder, name), dirs_exist_ok=True)
    with open(os.path.join(folder, "run.yaml"), "w", encoding="utf-8") as file:
        file.write(RUN_FILE.format(**vars(options)))
    rows, ended_well = play(options, folder)
    if len(rows) < 4:
        sys.exit("only %d looks: see %s/up.log" % (len(rows), folder))
    grows = report(rows, options.growth)
    last = rows[-1]
    print("\n%d rounds, %.0f/s in the middle, %d faults, %d restarts, store %.0f MiB" % (
        last["rounds"], statistics.median(r["rounds_per_second"] for r in rows), last["faults"],
        last["restarts"], store_bytes(folder) / 2**20))
    print("\nstratagem verify:")
    sys.stdout.flush()
    sound = subprocess.run([options.program, "verify", "--store", "store"], cwd=folder)
    if options.folder is None and sound.returncode == 0 and ended_well and not grows:
        shutil.rmtree(folder)
    else:
        print("kept: %s" % folder)
    for name in grows:
        print("%s grows" % name)
    sys.exit(0 if sound.returncode == 0 and ended_well and not grows else 1)


if __name__ == "__main__":
    main()
