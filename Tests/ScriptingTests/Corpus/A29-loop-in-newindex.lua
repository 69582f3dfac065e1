-- id: A29
-- expect: killed
-- fault: fuel_exhausted
-- A loop that does not end, in __newindex.
local meta = { __newindex = function(t, k, v) rawset(t, k, v) while true do end end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
t.x = 1
