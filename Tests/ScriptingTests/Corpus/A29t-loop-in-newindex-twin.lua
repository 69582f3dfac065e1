-- id: A29t
-- expect: done
-- result: 1
local meta = { __newindex = function(t, k, v) rawset(t, k, v) local n = 0 while n < 100 do n = n + 1 end end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
t.x = 1 return t.x
