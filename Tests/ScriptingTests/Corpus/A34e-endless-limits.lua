-- id: A34e
-- expect: killed
-- fault: fuel_exhausted
-- Limits that are infinite, or the greatest integer.
for _, limit in ipairs({ 3.5, math.huge }) do for i = 0, limit do end for i = 1, math.maxinteger do end end
