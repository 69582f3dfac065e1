"""Prints the numbers that the tests of Statistics pin. No seeds: every stream is deterministic.

Made with Python 3.11, numpy 2.4.6 and scipy 1.17.1: python3 statistics_oracle.py
The betting sequence follows the definition in Waudby-Smith and Ramdas (JRSSB 2024) and was checked
against the package confseq at n = 100, 500 and 1000 (latest-only intervals).
"""

import math

import numpy as np
from scipy import special, stats

ALPHA = 0.05
stream = np.array([(i * 0.6180339887498949) % 1.0 for i in range(1, 1001)])


def moments(name, x):
    print(
        name, "mean %.15g var %.15g popvar %.15g skew %.15g kurt %.15g"
        % (x.mean(), x.var(ddof=1), x.var(), stats.skew(x), stats.kurtosis(x, fisher=False)))


def normal():
    for p in (1e-300, 1e-10, 0.001, 0.025, 0.05, 0.3, 0.5, 0.9, 0.975, 0.995, 0.9999):
        print("quantile", repr(p), "%.17g" % stats.norm.ppf(p))
    for z in (-38.0, -10.0, -3.0, -1.96, 0.0, 0.5, 1.0, 2.5, 6.0):
        print("cumulative", z, "%.17g" % stats.norm.cdf(z))
    print("density 1.96 %.17g" % stats.norm.pdf(1.96))


def paired():
    i = np.arange(1, 201)
    a = (i * 0.6180339887498949) % 1.0
    b = 0.5 * a + (i * 0.7548776662466927) % 1.0
    d = a - b
    print("paired covariance %.15g correlation %.15g reduction %.15g" % (
        np.cov(a, b)[0, 1], stats.pearsonr(a, b)[0], (a.var() + b.var()) / d.var()))
    moments("difference", d)


def gate():
    table = {0: 75348, 2: 15876, 4: 756, 5: 4104, 10: 687, 20: 135, 25: 125, 40: 91, 50: 75,
             80: 75, 100: 15, 160: 39, 320: 9, 1000: 1}
    x = np.repeat(np.array(list(table), dtype=float), list(table.values()))
    moments("double diamond", x)
    z = stats.norm.ppf(0.975)
    for skew in (stats.skew(x), 55.464):
        root = skew * (2 * z * z + 1) * stats.norm.pdf(z) / (6 * 0.005)
        print("gate", skew, "needs %.6f" % root**2)
        print("tail error 1e4 %.15g 1e5 %.15g" % (root * 0.005 / 1e2, root * 0.005 / 1e5**0.5))


def wilson():
    for k, n in ((700, 1000), (1, 50), (0, 20), (20, 20)):
        r = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
        print("wilson", k, n, "%.15g %.15g" % (r.low, r.high))


def betting(x, alpha, cells):
    t = np.arange(1, len(x) + 1)
    mean = (0.5 + np.cumsum(x)) / (t + 1)
    variance = (0.25 + np.cumsum((x - mean) ** 2)) / (t + 1)
    before = np.append(0.25, variance[:-1])
    stake = np.sqrt(2 * np.log(2 / alpha) / (t * np.log(1 + t) * before))
    grid = np.arange(cells + 1) / cells
    above = np.zeros(cells + 1)
    below = np.zeros(cells + 1)
    best = np.full(cells + 1, -np.inf)
    with np.errstate(divide="ignore"):
        for i in range(len(x)):
            above += np.log(1 + np.minimum(stake[i], 0.5 / grid) * (x[i] - grid))
            below += np.log(1 - np.minimum(stake[i], 0.5 / (1 - grid)) * (x[i] - grid))
            now = math.log(0.5) + np.maximum(above, below)
            best = np.maximum(best, now)
            if i + 1 in (1, 10, 100, 500, 1000):
                for name, capital in (("latest", now), ("running", best)):
                    kept = np.where(capital <= math.log(1 / alpha))[0]
                    low, high = max(0, kept[0] - 1), min(cells, kept[-1] + 1)
                    print("betting", len(x), alpha, cells, i + 1, name, grid[low], grid[high])
    return now


def bernoulli():
    # g = 0.2, h = 0.8, v_opt = v = 100, s = 10 of confseq: 625 trials, 135 successes.
    def evidence(k, n, p, best):
        c = max(best / (2 * math.log(20) + math.log(1 + 2 * math.log(20))) - 1, 1e-3)
        return (special.betaln(k + p * c, n - k + (1 - p) * c) - special.betaln(p * c, (1 - p) * c)
                - k * math.log(p) - (n - k) * math.log1p(-p))

    print("bernoulli log evidence %.12g" % evidence(135, 625, 0.2, 625))


moments("stream", stream)
moments("squares", stream**2)
normal()
paired()
gate()
wilson()
last = betting(stream, ALPHA, 10000)
print("log capital", [(m / 10000, round(float(last[m]), 6)) for m in (4000, 4500, 5000, 5500, 6000)])
betting(np.where(stream < 0.3, 1.0, 0.0), 0.01, 100)
bernoulli()
