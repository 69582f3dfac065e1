"""Writes lobstermania.json: exact figures of a line and of a whole round of Lobstermania.

Run: python3 lobstermania_exact.py    (standard library only, under a minute)
Written apart from games/slots/lobstermania, from the same published counts and pays. A line: all
combinations of symbols weighted by their counts. The variance of a round of fifteen lines and a
scatter: a dynamic program over pairs of lines, reel by reel, since reels are independent. Only the
figures "of_round" depend on the adapter's own strips, lines and bonus awards.
"""

import itertools
import math
from fractions import Fraction

from slot_lines import best_pay, lengthened, save

SYMBOLS = "wild logo buoy boat lighthouse tuna clam gull star bonus scatter".split()
COUNTS = {
    "96.2": [
        [2, 4, 4, 6, 5, 6, 6, 5, 5, 2, 2],
        [2, 4, 4, 4, 4, 4, 6, 6, 5, 5, 2],
        [1, 3, 5, 4, 6, 5, 5, 5, 6, 6, 2],
        [4, 4, 4, 4, 6, 6, 6, 6, 8, 0, 2],
        [2, 4, 5, 4, 7, 7, 6, 6, 7, 0, 2],
    ],
    "85.0": [
        [2, 4, 3, 4, 3, 4, 10, 3, 10, 2, 2],
        [2, 3, 4, 3, 4, 3, 8, 9, 3, 5, 2],
        [1, 3, 3, 4, 6, 6, 3, 4, 10, 6, 2],
        [4, 3, 8, 3, 3, 6, 4, 10, 7, 0, 2],
        [2, 4, 5, 4, 7, 6, 7, 5, 8, 0, 2],
    ],
}
PAYS = lengthened(
    {
        "wild": (10000, 500, 100, 5),
        "logo": (1000, 200, 40, 2),
        "buoy": (500, 100, 25, 0),
        "boat": (500, 100, 25, 0),
        "lighthouse": (500, 50, 10, 0),
        "tuna": (250, 50, 10, 0),
        "clam": (200, 30, 5, 0),
        "gull": (200, 30, 5, 0),
        "star": (150, 30, 5, 0),
    }
)
SCATTER = [0, 0, 0, 5, 25, 200]
LINES = (
    "11111 00000 22222 01210 21012 22100 00122 12101 10121 21110 01112 12210 10012 11210 11012"
).split()
# The adapter's own choice: 2 to 4 buoys, 2 or 3 lobsters each, one of fifteen awards a lobster.
AWARDS = [5, 6, 7, 10, 12, 15, 20, 25, 27, 30, 35, 45, 75, 100, 250]


def strip_of(counts):
    """The adapter's order: each stop goes to the symbol furthest behind its even share."""
    length, placed, strip = sum(counts), [0] * len(counts), []
    for stop in range(1, length + 1):
        behind = [count * stop - done * length for count, done in zip(counts, placed)]
        chosen = behind.index(max(behind))
        placed[chosen] += 1
        strip.append(SYMBOLS[chosen])
    return strip


def bonus_moments():
    """Mean and variance of one bonus game, from the distribution of its number of lobsters."""
    award_mean = Fraction(sum(AWARDS), len(AWARDS))
    award_square = Fraction(sum(award**2 for award in AWARDS), len(AWARDS))
    numbers = {}
    for buoys in (2, 3, 4):
        for lobsters in itertools.product((2, 3), repeat=buoys):
            share = Fraction(1, 3 * 2**buoys)
            numbers[sum(lobsters)] = numbers.get(sum(lobsters), 0) + share
    number_mean = sum(n * share for n, share in numbers.items())
    number_square = sum(n * n * share for n, share in numbers.items())
    mean = number_mean * award_mean
    variance = number_mean * (award_square - award_mean**2) + award_mean**2 * (
        number_square - number_mean**2
    )
    return mean, variance


class LineAutomaton:
    """Reads a line symbol by symbol; equal states pay the same whatever follows."""

    def __init__(self):
        self.next = {}

    def step(self, state, symbol):
        """state: symbols so far, cut off where nothing later can matter."""
        if state and state[-1] == "end":
            return state
        line = state + (symbol,)
        run = self.run(line)
        if run == len(line):
            return line
        return line[:run] + ("end",)

    def run(self, line):
        """Length of the run at the left that still can win."""
        if line[0] == "bonus":
            length = 0
            while length < min(3, len(line)) and line[length] == "bonus":
                length += 1
            return length
        longest = 0
        for symbol in PAYS:
            length = 0
            while length < len(line) and line[length] in (symbol, "wild"):
                length += 1
            longest = max(longest, length)
        return longest

    def pay(self, state):
        """(line bets, bonus or not) of a finished line."""
        line = [symbol for symbol in state if symbol != "end"]
        if line[:3] == ["bonus"] * 3:
            return 0, 1
        return best_pay(line + [None] * (5 - len(line)), "wild", PAYS), 0


def key_of(state):
    """States that pay alike: leading wilds, what the run is made of, its length, ended or not."""
    ended = bool(state) and state[-1] == "end"
    line = state[:-1] if ended else state
    wilds = 0
    while wilds < len(line) and line[wilds] == "wild":
        wilds += 1
    return wilds, next((symbol for symbol in line if symbol != "wild"), None), len(line), ended


def one_line(variant):
    """Exact figures of a single line: distribution of line pays without the bonus, and P(bonus)."""
    counts = [dict(zip(SYMBOLS, reel)) for reel in COUNTS[variant]]
    lengths = [sum(reel.values()) for reel in counts]
    tally, bonuses = {}, 0
    for line in itertools.product(SYMBOLS, repeat=5):
        ways = math.prod(reel[symbol] for reel, symbol in zip(counts, line))
        if line[:3] == ("bonus",) * 3:
            bonuses += ways
            won = 0
        else:
            won = best_pay(line, "wild", PAYS)
        tally[won] = tally.get(won, 0) + ways
    return math.prod(lengths), tally, bonuses


def chances_in_pairs(strips, row_pair):
    """Per reel {(symbol in one row, symbol in the other): probability} over the stops."""
    result = []
    for strip, (first, second) in zip(strips, row_pair):
        length, pairs = len(strip), {}
        for stop in range(length):
            pair = strip[(stop + first) % length], strip[(stop + second) % length]
            pairs[pair] = pairs.get(pair, 0) + 1 / length
        result.append(pairs)
    return result


def product_mean(strips, one, other, automaton, bonus_mean):
    """E[X Y] of two different lines, X and Y in line bets, bonus games independent."""
    rows = [(int(a), int(b)) for a, b in zip(one, other)]
    states = {(key_of(()), key_of(())): (((), ()), 1.0)}
    for pairs in chances_in_pairs(strips, rows):
        after = {}
        for (left, right), chance in states.values():
            for (first, second), probability in pairs.items():
                new = automaton.step(left, first), automaton.step(right, second)
                key = key_of(new[0]), key_of(new[1])
                kept, sum_so_far = after.get(key, (new, 0.0))
                after[key] = (kept, sum_so_far + chance * probability)
        states = after
    total = 0.0
    for (left, right), chance in states.values():
        pay_left, bonus_left = automaton.pay(left)
        pay_right, bonus_right = automaton.pay(right)
        total += chance * (pay_left + bonus_left * bonus_mean) * (
            pay_right + bonus_right * bonus_mean
        )
    return total


def scatter_product_mean(strips, line, automaton, bonus_mean):
    """E[X S] of a line and the scatter pay, X in line bets, S in total bets."""
    states = {(key_of(()), 0): ((), 1.0)}
    for strip, row in zip(strips, line):
        length, after = len(strip), {}
        for (_, scatters), (state, chance) in states.items():
            for stop in range(length):
                window = [strip[(stop + offset) % length] for offset in range(3)]
                new = automaton.step(state, window[int(row)])
                key = key_of(new), scatters + ("scatter" in window)
                kept, sum_so_far = after.get(key, (new, 0.0))
                after[key] = (kept, sum_so_far + chance / length)
        states = after
    total = 0.0
    for (_, scatters), (state, chance) in states.items():
        pay, bonus = automaton.pay(state)
        total += chance * (pay + bonus * bonus_mean) * SCATTER[scatters]
    return total


def hit_frequency(strips):
    """P(any win). Reels 1 to 3 decide whether a line wins; scatters may come on all five."""
    showing = [Fraction(6, len(strip)) for strip in strips]  # two scatters, three rows each
    later = {0: (1 - showing[3]) * (1 - showing[4]), 2: showing[3] * showing[4]}
    later[1] = 1 - later[0] - later[2]
    at_least = {n: sum(c for more, c in later.items() if n + more >= 3) for n in range(4)}
    windows = [
        [tuple(strip[(stop + row) % len(strip)] for row in range(3)) for stop in range(len(strip))]
        for strip in strips[:3]
    ]
    starts = sorted({tuple(int(row) for row in line[:3]) for line in LINES})
    wins = {
        line: line == ("bonus",) * 3 or best_pay(line + (None, None), "wild", PAYS) > 0
        for line in itertools.product(SYMBOLS, repeat=3)
    }
    total = Fraction(0)
    for a, b, c in itertools.product(*windows):
        if any(wins[a[x], b[y], c[z]] for x, y, z in starts):
            total += 1
        else:
            total += at_least[("scatter" in a) + ("scatter" in b) + ("scatter" in c)]
    return total / math.prod(len(window) for window in windows)


def lobstermania():
    result = {
        "source": "Harrigan and Dixon 2009, wizardofodds.com/games/slots/lobstermania",
        "made_by": "lobstermania_exact.py",
        "published": {
            "96.2": {"return": 0.9625, "bonus_mean": 331, "jackpot_one_in": 8107500},
            "85.0": {"return": 0.850},
        },
        "note": "line figures depend on published numbers only; standard_deviation_of_round and "
        "hit_frequency_of_round also on the adapter's own strips, lines and bonus awards",
    }
    bonus_mean, bonus_variance = bonus_moments()
    assert bonus_mean == 331
    automaton = LineAutomaton()
    for variant in COUNTS:
        cycle, tally, bonuses = one_line(variant)
        line_mean = Fraction(sum(won * ways for won, ways in tally.items()), cycle)
        line_square = Fraction(sum(won * won * ways for won, ways in tally.items()), cycle)
        bonus_chance = Fraction(bonuses, cycle)
        total_mean = line_mean + bonus_chance * 331
        flat_square = line_square + bonus_chance * 331**2  # a bonus that always pays 331
        lengths = [sum(reel) for reel in COUNTS[variant]]
        scatter = {}
        for shown in itertools.product((0, 1), repeat=5):
            chance = math.prod(
                Fraction(6 if on else length - 6, length) for on, length in zip(shown, lengths)
            )
            scatter[sum(shown)] = scatter.get(sum(shown), 0) + chance
        scatter_mean = sum(SCATTER[n] * chance for n, chance in scatter.items())
        scatter_square = sum(SCATTER[n] ** 2 * chance for n, chance in scatter.items())

        strips = [strip_of(reel) for reel in COUNTS[variant]]
        own_square = float(line_square + bonus_chance * (331**2 + bonus_variance))
        square = 15 * own_square
        for one, other in itertools.combinations(LINES, 2):
            square += 2 * product_mean(strips, one, other, automaton, 331)
        square /= 15**2
        for line in LINES:
            square += 2 / 15 * scatter_product_mean(strips, line, automaton, 331)
        square += float(scatter_square)
        mean = total_mean + scatter_mean
        result[variant] = {
            "return": float(mean),
            "return_lines": float(line_mean),
            "return_bonus": float(bonus_chance * 331),
            "return_scatter": float(scatter_mean),
            "bonus_chance_per_line": float(bonus_chance),
            "jackpot_one_in": float(Fraction(cycle, tally[10000])),
            "hit_frequency_per_line_without_bonus": 1 - tally[0] / cycle,
            "hit_frequency_per_line": 1 - (tally[0] - bonuses) / cycle,
            "standard_deviation_per_line_without_bonus": math.sqrt(line_square - line_mean**2),
            "standard_deviation_per_line_bonus_always_331": math.sqrt(
                flat_square - total_mean**2
            ),
            "standard_deviation_per_line": math.sqrt(own_square - float(total_mean) ** 2),
            "bonus_standard_deviation": math.sqrt(bonus_variance),
            "hit_frequency_of_round": float(hit_frequency(strips)),
            "standard_deviation_of_round": math.sqrt(square - float(mean) ** 2),
        }
    save("lobstermania", result)


if __name__ == "__main__":
    lobstermania()
