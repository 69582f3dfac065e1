-- id: E13d
-- expect: killed
-- fault: fuel_exhausted
-- Nothing of the meter can be seen through the environment.
local seen = {}
local environment = setmetatable({}, { __index = function(_, k) seen[k] = true end })
load("for i = 1, 100 do local x = y end", "x", "t", environment)()
if seen["__" .. "fuel"] or seen["__" .. "tick"] or not seen.y then return "seen" end
while true do end
