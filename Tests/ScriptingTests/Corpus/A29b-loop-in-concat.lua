-- id: A29b
-- expect: killed
-- fault: fuel_exhausted
-- A loop that does not end, in __concat.
local meta = { __concat = function(a, b) while true do end return "joined" end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return t .. "x"
