"""Human-likeness scores by another way: numpy's Philox, and integrals of sqrt(p q) by quadrature.

    python3 -m pip install numpy==2.4.6 scipy==1.17.1
    python3 Tests/PlayTests/Oracles/human_likeness.py

Prints the scores of single rounds and the sum of the first 200, which HumanLikenessTests.swift holds.
The player changes the bet in rounds 4, 7, 10, ...: every third round.
"""

import math

import numpy as np
from scipy import integrate, stats

ROLE = int.from_bytes(b"pacing", "big")


def wait(seed, episode, number, median, spread, least, most):
    """Seconds before a round, in whole milliseconds."""
    # numpy adds one to its counter, here from (0, number, ...), before it makes the first block.
    before = np.array([2**64 - 1, number - 1, episode, ROLE], dtype=np.uint64)
    generator = np.random.Philox(counter=before, key=np.array([seed, 0], dtype=np.uint64))
    first, second = (int(x) for x in generator.random_raw(2))
    normal = math.sqrt(-2 * math.log(((first >> 11) + 1) / 2**53)) * math.cos(
        2 * math.pi * (second >> 11) / 2**53)
    return round(1000 * min(max(median * math.exp(spread * normal), least), most)) / 1000


def affinity(p, q, low, high):
    return integrate.quad(lambda x: math.sqrt(p.pdf(x) * q.pdf(x)), low, high, limit=500)[0]


def scores(rounds, pace, reference, rate, seed=7, episode=3):
    waits = [math.log(wait(seed, episode, r, *pace)) for r in range(1, rounds + 1)]
    changes = [1 if r % 3 == 1 else 0 for r in range(2, rounds + 1)]
    out = [0.0]
    for r in range(2, rounds + 1):
        window = np.array(waits[max(0, r - 32):r])
        seen = stats.norm(window.mean(), window.std(ddof=1))
        wanted = stats.norm(math.log(reference[0]), reference[1])
        low = min(seen.ppf(1e-14), wanted.ppf(1e-14))
        high = max(seen.ppf(1 - 1e-14), wanted.ppf(1 - 1e-14))
        share = np.mean(changes[max(0, r - 1 - 32):r - 1])
        choice = math.sqrt(share * rate) + math.sqrt((1 - share) * (1 - rate))
        out.append(affinity(seen, wanted, low, high) * choice)
    return out


if __name__ == "__main__":
    for name, pace, reference, rate in [
        ("alike", (3.0, 0.4, 0.25, 60.0), (3.0, 0.4), 0.2),
        ("hasty", (0.5, 0.1, 0.25, 60.0), (3.0, 0.4), 0.2),
        ("other", (2.0, 0.8, 0.25, 60.0), (3.0, 0.4), 0.9),
    ]:
        found = scores(200, pace, reference, rate)
        print(name, ["%.12g" % found[r - 1] for r in (2, 3, 33, 34, 200)], "%.10f" % sum(found))
