-- id: A29f
-- expect: killed
-- fault: fuel_exhausted
-- A loop that does not end, in __len.
local meta = { __len = function(a) while true do end return 42 end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return #t
