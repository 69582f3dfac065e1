-- id: A29j
-- expect: killed
-- fault: fuel_exhausted
-- A loop that does not end, in __idiv and __div.
local meta = { __idiv = function() while true do end return 1 end, __div = function() while true do end return 2 end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return t // 1, t / 1
