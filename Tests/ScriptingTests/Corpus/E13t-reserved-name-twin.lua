-- id: E13t
-- expect: done
-- result: 3
fuel = 1 ticks = 2 return fuel + ticks
