-- id: A16d
-- expect: killed
-- fault: fuel_exhausted
-- A for loop that does not move.
for _ = 1.0, 2.0, 1e-300 do end
