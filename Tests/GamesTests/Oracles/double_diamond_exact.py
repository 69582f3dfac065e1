"""Writes double-diamond.json: every one of the 97,336 results of IGT Double Diamond.

Run: python3 double_diamond_exact.py    (standard library only, a second)
Written apart from games/slots/double-diamond, from the same published counts and pays.
"""

import itertools
import math
from fractions import Fraction

from slot_lines import save


def double_diamond():
    counts = {"space": 24, "diamond": 1, "seven": 3, "bar3": 4, "bar2": 5, "bar1": 6, "cherry": 3}
    three = {"diamond": 1000, "seven": 80, "bar3": 40, "bar2": 25, "bar1": 10, "cherry": 10}
    bars = {"bar1", "bar2", "bar3"}

    def pay(line):
        diamonds = line.count("diamond")
        others = [symbol for symbol in line if symbol != "diamond"]
        times = 2**diamonds
        if not others:
            return three["diamond"]
        if len(set(others)) == 1 and others[0] != "space":
            return three[others[0]] * times
        if others.count("cherry") == 2:
            return 5
        if others.count("cherry") == 1:
            return 2 * times
        return 5 * times if set(others) <= bars else 0

    reel = [symbol for symbol, count in counts.items() for _ in range(count)]
    tally = {}
    for line in itertools.product(reel, repeat=3):
        won = pay(line)
        tally[won] = tally.get(won, 0) + 1
    cycle = len(reel) ** 3
    mean = Fraction(sum(won * count for won, count in tally.items()), cycle)
    square = Fraction(sum(won * won * count for won, count in tally.items()), cycle)
    save(
        "double-diamond",
        {
            "source": "slotopol/server game/slot/igt/doublediamond, reel set 95.546355",
            "made_by": "double_diamond_exact.py",
            "published": {"return": 0.95546355},
            "cycle": cycle,
            "payouts": {str(won): tally[won] for won in sorted(tally)},
            "return": float(mean),
            "hit_frequency": 1 - tally[0] / cycle,
            "standard_deviation": math.sqrt(square - mean * mean),
        },
    )


if __name__ == "__main__":
    double_diamond()
