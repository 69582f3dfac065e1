-- id: A29i
-- expect: killed
-- fault: fuel_exhausted
-- A loop that does not end, in __band, __shl and __bnot.
local meta = { __band = function(a) while true do end return a end, __bnot = function(a) while true do end return a end, __shl = function() while true do end return "shifted" end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return ~(t & u) << 1
