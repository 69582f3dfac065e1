"""Writes blackjack-gymnasium.json: three policies played in Gymnasium's own Blackjack-v1.

Run: pip install gymnasium==1.4.0 && python3 gymnasium_runs.py [rounds]
One seed per row is given to the first reset; later resets go on with the same generator, so a row
can be made again exactly with the same versions. A million rounds a row take about ten minutes.
"""

import json
import math
import sys
from pathlib import Path

import gymnasium
import numpy
from blackjack_rules import POLICIES, VARIANTS

OPTIONS = {
    "default": {"natural": False, "sab": False},
    "natural": {"natural": True, "sab": False},
    "sab": {"natural": False, "sab": True},
}


def run(policy, variant, rounds, seed):
    # The bare environment: the wrappers of make() only count steps and check arguments.
    env = gymnasium.make("Blackjack-v1", **OPTIONS[variant]).unwrapped
    rewards = {}
    (total, up, usable), _ = env.reset(seed=seed)
    for _ in range(rounds):
        ended = False
        while not ended:
            hit = policy(total, up, bool(usable))
            (total, up, usable), reward, ended, _, _ = env.step(int(hit))
        rewards[reward] = rewards.get(reward, 0) + 1
        (total, up, usable), _ = env.reset()
    mean = sum(reward * count for reward, count in rewards.items()) / rounds
    square = sum(reward * reward * count for reward, count in rewards.items()) / rounds
    deviation = math.sqrt((square - mean * mean) * rounds / (rounds - 1))
    return {
        "seed": seed,
        "rounds": rounds,
        "mean": mean,
        "standard_deviation": deviation,
        "standard_error": deviation / math.sqrt(rounds),
        "rewards": {str(reward): count for reward, count in sorted(rewards.items())},
    }


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rows, seed = {}, 20_000
    for name, policy in POLICIES.items():
        rows[name] = {}
        for variant in VARIANTS:
            seed += 1
            rows[name][variant] = run(policy, variant, rounds, seed)
            print(name, variant, rows[name][variant], flush=True)
    result = {
        "source": f"PyPI gymnasium {gymnasium.__version__} Blackjack-v1, "
        f"numpy {numpy.__version__}",
        "made_by": "gymnasium_runs.py",
        "unit": "reward per round in stakes",
        "policies": rows,
    }
    path = Path(__file__).with_name("blackjack-gymnasium.json")
    path.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
