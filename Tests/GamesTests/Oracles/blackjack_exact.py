"""Writes blackjack-exact.json: exact values of three policies and the optimal decision table.

Run: python3 blackjack_exact.py    (standard library only, a few seconds)
"""

import json
import math
from pathlib import Path

from blackjack_rules import POLICIES, VARIANTS, hit_optimally, mean, optimal, rewards_of

UP_CARDS = range(1, 11)


def table():
    """Lowest sums and letters per up-card, ace first: H hit, S stick."""
    letters = lambda total, usable: "".join(
        "H" if hit_optimally(total, up, usable) else "S" for up in UP_CARDS
    )
    return {
        "hard": {str(total): letters(total, False) for total in range(12, 22)},
        "soft": {str(total): letters(total, True) for total in range(12, 22)},
    }


def closest():
    """The nearest call of the table: how little separates hitting from sticking anywhere."""
    calls = []
    for up in UP_CARDS:
        for hard in range(12, 21):
            calls.append((abs(optimal(hard, False, up)[2]), f"hard {hard} against {up}"))
        for hard in range(2, 12):
            calls.append((abs(optimal(hard, True, up)[2]), f"soft {hard + 10} against {up}"))
    gap, where = min(calls)
    return {"where": where, "difference": float(gap)}


def summary(policy, variant):
    rewards = rewards_of(policy, variant)
    assert sum(rewards.values()) == 1
    value = mean(rewards)
    square = sum(reward * reward * chance for reward, chance in rewards.items())
    return {
        "mean": float(value),
        "standard_deviation": math.sqrt(square - value * value),
        "rewards": {str(float(r)): float(c) for r, c in sorted(rewards.items())},
    }


def main():
    result = {
        "source": "Exact fractions from the rules of gymnasium/envs/toy_text/blackjack.py "
        "(PyPI gymnasium 1.4.0): infinite deck, hit or stick, dealer stands on 17",
        "made_by": "blackjack_exact.py",
        "unit": "reward per round in stakes",
        "policies": {
            name: {variant: summary(policy, variant) for variant in VARIANTS}
            for name, policy in POLICIES.items()
        },
        "optimal_table": {"up_cards": "A23456789T", **table()},
        "closest_call": closest(),
    }
    path = Path(__file__).with_name("blackjack-exact.json")
    path.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
