"""Numbers for the tests of Sources/Statistics/GoodnessOfFit, made with scipy and statsmodels.

    pip install scipy==1.17.1 statsmodels==0.15.0
    python3 goodness_of_fit_oracle.py
"""

import math

import numpy
from scipy import stats
from scipy.special import gammaincc
from statsmodels.sandbox.stats.runs import runstest_1samp
from statsmodels.stats.diagnostic import acorr_ljungbox

RATIO = 0.6180339887498949
stream = numpy.array([math.fmod(i * RATIO, 1) for i in range(1, 1001)])
squares = (stream * stream * 1000) % 1
hits = squares < 0.3

print("gamma", [f"{gammaincc(a, x):.15g}" for a, x in
                [(0.5, 0.1), (2.5, 3), (10, 3), (10, 30), (100, 90), (1000, 1100), (50000, 50500)]])
print("isf", [f"{stats.chi2.isf(p, d):.12g}" for p, d in
              [(0.01, 21), (0.05, 1), (0.5, 10), (1e-6, 3), (0.999, 200)]])
fit = stats.chisquare([16, 18, 16, 14, 12, 12], numpy.array([2, 2, 2, 2, 1, 2]) / 11 * 88)
print("fit", fit.statistic, fit.pvalue)
table = [[12, 30, 25], [20, 14, 40], [33, 21, 19], [8, 9, 29]]
found = stats.chi2_contingency(table, correction=False)
print("table", found.statistic, found.pvalue, found.dof,
      stats.contingency.association(table, method="cramer"))
print("runs", runstest_1samp(hits.astype(int), cutoff=0.5, correction=False), hits.sum())
box = acorr_ljungbox(squares, lags=[5, 20])
print("box", box.values.tolist())
print("kolmogorov", [f"{stats.kstwobign.sf(x):.12g}" for x in [0.3, 0.5, 0.9, 1, 1.1, 1.36, 2]])
print("poisson", [(stats.chi2.ppf(0.025, 2 * k) / 2 if k else 0.0,
                   stats.chi2.ppf(0.975, 2 * k + 2) / 2) for k in [0, 1, 10, 250]])
