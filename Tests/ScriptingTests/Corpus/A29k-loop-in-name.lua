-- id: A29k
-- expect: killed
-- fault: fuel_exhausted
-- A loop that does not end, in __name asked for by an error.
local meta = { __name = "N", __add = function() while true do end return 3 end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return t + 1
