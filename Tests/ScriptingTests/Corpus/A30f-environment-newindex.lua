-- id: A30f
-- expect: killed
-- fault: fuel_exhausted
-- Globals of an _ENV whose __newindex calls itself.
local _ENV = setmetatable({}, { __newindex = function(t, k, v) while true do end end })
x = 1
