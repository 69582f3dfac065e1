-- id: A31g
-- expect: killed
-- fault: fuel_exhausted
-- A loop with a step of zero, and one to infinity.
for _ = 1.0, math.huge do end
