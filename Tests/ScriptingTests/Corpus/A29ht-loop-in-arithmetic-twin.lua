-- id: A29ht
-- expect: done
-- result: mod
local meta = { __add = function(a) local n = 0 while n < 100 do n = n + 1 end return a end, __mod = function() local n = 0 while n < 100 do n = n + 1 end return "mod" end, __pow = function(a) local n = 0 while n < 100 do n = n + 1 end return a end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return (t + u) % t ^ u
