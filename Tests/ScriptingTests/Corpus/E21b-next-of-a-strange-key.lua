-- id: E21b
-- expect: killed
-- fault: fuel_exhausted
-- next after a key that is not there, for ever.
local t = { 1, 2, 3 } while true do pcall(next, t, "nowhere") pcall(next, t, {}) pcall(next, t, 1.5) end
