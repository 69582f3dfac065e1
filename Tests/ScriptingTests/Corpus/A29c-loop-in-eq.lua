-- id: A29c
-- expect: killed
-- fault: fuel_exhausted
-- A loop that does not end, in __eq.
local meta = { __eq = function(a, b) while true do end return true end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return t == u
