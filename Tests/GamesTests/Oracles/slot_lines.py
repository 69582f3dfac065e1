"""What the exact calculations of the slots share: the pay of one line, and writing the figures."""

import json
from pathlib import Path

HERE = Path(__file__).parent


def save(name, result):
    (HERE / f"{name}.json").write_text(json.dumps(result, indent=2) + "\n")
    print(name, "written")


def best_pay(line, wild, pays):
    """The best win of a line: every symbol with pays is tried, with wilds standing for it."""
    won = 0
    for symbol, amounts in pays.items():
        length = 0
        while length < 5 and (line[length] == symbol or line[length] == wild):
            length += 1
        won = max(won, amounts[length])
    return won


def lengthened(pays):
    """Pays given for five, four, three and two symbols, as a list by length 0 to 5."""
    return {
        symbol: [0, 0, two, three, four, five]
        for symbol, (five, four, three, two) in pays.items()
    }
