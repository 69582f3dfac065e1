-- id: A29h
-- expect: killed
-- fault: fuel_exhausted
-- A loop that does not end, in __add, __mod and __pow.
local meta = { __add = function(a) while true do end return a end, __mod = function() while true do end return "mod" end, __pow = function(a) while true do end return a end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return (t + u) % t ^ u
