"""Writes atkins-diet.json: all 33,554,432 windows of Atkins Diet, and its free games exactly.

Run: pip install numpy && python3 atkins_diet_exact.py    (ten seconds)
Written apart from games/slots/atkins-diet, from the same published strips, pays and lines. The free
games are a branching process: each may start ten more, so mean and variance follow from the joint
distribution of win and start in one game, without sampling.
"""

import itertools
import math
from fractions import Fraction

import numpy
from slot_lines import best_pay, lengthened, save

STRIPS = (
    "XMHGNECMGBWNEMSWBCEANMHCEXBNGWSB MWSGCMHBNSGMHABECNGWXMBCNEWMSHCN "
    "HBEXCMBHGNSWBMCGENMWHGNCEAWNBCMS HCAXBNCGSENMGCBHMNWGCEBWNMEHGSMN "
    "NXSHCGBNWCGHBSMEGHABWMEHNBSMGECW"
).split()
PAYS = lengthened(
    {
        "A": (5000, 500, 50, 5),
        "S": (1000, 200, 40, 3),
        "H": (500, 150, 30, 2),
        "W": (300, 100, 25, 2),
        "G": (200, 75, 20, 0),
        "E": (200, 75, 20, 0),
        "B": (100, 50, 15, 0),
        "C": (100, 50, 15, 0),
        "N": (50, 25, 10, 0),
        "M": (50, 25, 10, 0),
    }
)
SCATTER = [0, 0, 0, 5, 25, 100]
LINES = (
    "11111 00000 22222 01210 21012 10001 12221 00122 22100 10121 "
    "12101 01110 21112 01010 21212 11011 11211 00200 22022 02220"
).split()


def windows():
    """{(line bets won, scales shown): number of windows}, over the whole cycle."""
    letters = "ASHWGEBCNMX"
    table = numpy.array(
        [best_pay(line, "A", PAYS) for line in itertools.product(letters, repeat=5)],
        dtype=numpy.int32,
    ).reshape([11] * 5)
    # rows[reel][row][stop]: symbol number in that row when the reel stands at that stop.
    rows = [
        [
            numpy.array([letters.index(strip[(stop + row) % 32]) for stop in range(32)])
            for row in range(3)
        ]
        for strip in STRIPS
    ]
    shows = [
        sum((reel[row] == letters.index("X")).astype(int) for row in range(3)) for reel in rows
    ]
    assert all(reel.max() == 1 for reel in shows)

    tally = {}
    for first in range(32):
        won = numpy.zeros((32, 32, 32, 32), dtype=numpy.int32)
        for line in LINES:
            picks = [rows[reel][int(row)] for reel, row in enumerate(line)]
            won += table[picks[0][first]][numpy.ix_(*picks[1:])]
        scales = (
            shows[0][first]
            + shows[1][:, None, None, None]
            + shows[2][:, None, None]
            + shows[3][:, None]
            + shows[4]
        )
        values, counts = numpy.unique(won.astype(numpy.int64) * 8 + scales, return_counts=True)
        for value, count in zip(values.tolist(), counts.tolist()):
            key = divmod(value, 8)
            tally[key] = tally.get(key, 0) + count
    return tally


def atkins_diet():
    tally, cycle = windows(), 32**5
    assert sum(tally.values()) == cycle
    base = {}  # (total bets, starts free games) -> probability
    lines = scatter = Fraction(0)
    for (line_bets, scales), count in tally.items():
        won, scatter_won = Fraction(line_bets, 20), SCATTER[scales]
        lines += won * Fraction(count, cycle)
        scatter += scatter_won * Fraction(count, cycle)
        key = won + scatter_won, scales >= 3
        base[key] = base.get(key, 0) + Fraction(count, cycle)

    mean = sum(pay * chance for (pay, _), chance in base.items())
    square = sum(pay * pay * chance for (pay, _), chance in base.items())
    start = sum(chance for (_, starts), chance in base.items() if starts)
    with_start = sum(pay * chance for (pay, starts), chance in base.items() if starts)
    # G: all that one free game brings, its own retriggers included: G = 3 X + B (G1 + ... + G10).
    free_mean = 3 * mean / (1 - 10 * start)
    # E[G^2] = 9 E[X^2] + 60 E[X B] E[G] + P(B) (10 E[G^2] + 90 E[G]^2), solved for E[G^2].
    free_square = (9 * square + 60 * with_start * free_mean + start * 90 * free_mean**2) / (
        1 - 10 * start
    )
    round_mean = mean + 10 * start * free_mean
    round_square = (
        square + 20 * with_start * free_mean + start * (10 * free_square + 90 * free_mean**2)
    )
    hits = sum(chance for (pay, _), chance in base.items() if pay > 0)
    over = sum(chance for (pay, _), chance in base.items() if pay > 1)
    save(
        "atkins-diet",
        {
            "source": "wizardofodds.com/games/slots/atkins-diet",
            "made_by": "atkins_diet_exact.py",
            "cycle": cycle,
            "return": float(round_mean),
            "return_lines": float(lines),
            "return_scatter": float(scatter),
            "return_free_games": float(round_mean - mean),
            "free_games_chance": float(start),
            "free_games_per_feature": float(10 / (1 - 10 * start)),
            "hit_frequency": float(hits),
            "win_over_bet_frequency_of_paid_game": float(over),
            "standard_deviation_of_paid_game": math.sqrt(square - mean**2),
            "standard_deviation": math.sqrt(round_square - round_mean**2),
            "largest_win_of_paid_game": float(max(pay for pay, _ in base)),
        },
    )


if __name__ == "__main__":
    atkins_diet()
