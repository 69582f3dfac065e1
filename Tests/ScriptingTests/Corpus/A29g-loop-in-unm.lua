-- id: A29g
-- expect: killed
-- fault: fuel_exhausted
-- A loop that does not end, in __unm.
local meta = { __unm = function(a) while true do end return 42 end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return -t
