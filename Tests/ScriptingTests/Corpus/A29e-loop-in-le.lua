-- id: A29e
-- expect: killed
-- fault: fuel_exhausted
-- A loop that does not end, in __le.
local meta = { __le = function(a, b) while true do end return true end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return t <= u
