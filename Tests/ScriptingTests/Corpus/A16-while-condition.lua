-- id: A16
-- expect: killed
-- fault: fuel_exhausted
-- All work is in the condition.
while (function() return true end)() do end
