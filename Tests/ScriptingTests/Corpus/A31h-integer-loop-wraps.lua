-- id: A31h
-- expect: killed
-- fault: fuel_exhausted
-- A loop that would wrap around at the last integer runs exactly to it.
while true do for i = math.maxinteger - 2, math.maxinteger do end for i = math.mininteger, math.maxinteger, 1 << 62 do end end
