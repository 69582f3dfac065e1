-- id: A19
-- expect: killed
-- fault: fuel_exhausted
-- An __index function that never ends.
local t = setmetatable({}, { __index = function() while true do end end }) return t.x
