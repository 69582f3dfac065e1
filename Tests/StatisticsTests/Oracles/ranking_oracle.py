"""Numbers for BradleyTerryTests and MultipleTestingTests, made with choix and statsmodels.

    pip install choix==0.4.1 statsmodels==0.15.0
    python3 ranking_oracle.py
"""

import choix
import numpy
from statsmodels.stats.multitest import multipletests

WINS = [
    [0, 12, 7, 21, 3],
    [9, 0, 14, 6, 8],
    [11, 4, 0, 17, 2],
    [5, 13, 8, 0, 1],
    [10, 9, 16, 4, 0],
]


def strengths(wins):
    games = [
        (i, j) for i, row in enumerate(wins) for j, count in enumerate(row) for _ in range(count)
    ]
    found = choix.opt_pairwise(len(wins), games, alpha=0.0, tol=1e-14)
    return found - numpy.mean(found)


print("Bradley-Terry", [f"{value:.6f}" for value in strengths(WINS)])
print("three", [f"{value:.6f}" for value in strengths([[0, 7, 8], [3, 0, 6], [2, 4, 0]])])
for values in ([0.01, 0.04, 0.03, 0.005], [0.2, 0.001, 0.013, 0.013, 0.9, 0.04]):
    adjusted = multipletests(values, method="holm")[1]
    print("Holm", values, [f"{value:.6f}" for value in adjusted])
