# Marks of axes as matplotlib has them, for NiceTicksTests.
#   pip install matplotlib; python3 ticks.py
# Linear: MaxNLocator with steps 1, 2 and 5, of which the marks inside the range are kept.
# Logarithmic: LogLocator with every power of ten, or with 1, 2 and 5 times those.
# Quantiles: NumPy's default, linear interpolation.
import matplotlib
import numpy
from matplotlib.ticker import LogLocator, MaxNLocator

LINEAR = [(0, 1, 5), (0, 10, 6), (-3.7, 12.2, 6), (0.012, 0.0871, 4), (-250, 1875.5, 8), (1e6, 3.2e7, 5),
          (-1.0, -0.0568, 6), (99.3, 101.1, 4), (0, 0.00007, 7), (12345, 12399, 5)]
LOG = [(0.8, 250000, [1]), (1, 1000, [1]), (0.05, 2400, [1]), (3, 80, [1, 2, 5]), (0.9, 7, [1, 2, 5])]
QUANTILES = [[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], [10], [2, 8], [100, -5, 60, 0]]


def inside(ticks, low, high):
    slack = (high - low) * 1e-9
    return [float(f"{t:.12g}") for t in ticks if low - slack <= t <= high + slack]


print("matplotlib", matplotlib.__version__, "numpy", numpy.__version__)
for low, high, most in LINEAR:
    print("linear", low, high, most,
          inside(MaxNLocator(nbins=most, steps=[1, 2, 5, 10]).tick_values(low, high), low, high))
for low, high, subs in LOG:
    print("log", low, high, inside(LogLocator(base=10, subs=subs, numticks=20).tick_values(low, high), low, high))
for values in QUANTILES:
    print("quantiles", values, [float(q) for q in numpy.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95])])
