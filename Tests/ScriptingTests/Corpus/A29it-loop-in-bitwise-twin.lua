-- id: A29it
-- expect: done
-- result: shifted
local meta = { __band = function(a) local n = 0 while n < 100 do n = n + 1 end return a end, __bnot = function(a) local n = 0 while n < 100 do n = n + 1 end return a end, __shl = function() local n = 0 while n < 100 do n = n + 1 end return "shifted" end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return ~(t & u) << 1
