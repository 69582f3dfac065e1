-- id: A16b
-- expect: killed
-- fault: fuel_exhausted
-- All work is in the condition of until.
repeat until (function() return false end)()
