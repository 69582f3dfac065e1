-- id: A29d
-- expect: killed
-- fault: fuel_exhausted
-- A loop that does not end, in __lt.
local meta = { __lt = function(a, b) while true do end return true end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return t < u
