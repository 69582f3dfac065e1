-- id: A32d
-- expect: killed
-- fault: fuel_exhausted
-- Fuel ends in an argument of a library call.
while true do string.rep("x", (function() local n = 0 for _ = 1, 1e9 do n = n + 1 end return n end)()) end
