-- id: A16c
-- expect: killed
-- fault: fuel_exhausted
-- A for loop with an empty body.
for _ = 1, math.maxinteger do end
