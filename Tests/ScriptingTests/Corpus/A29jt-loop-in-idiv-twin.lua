-- id: A29jt
-- expect: done
-- result: 1	2
local meta = { __idiv = function() local n = 0 while n < 100 do n = n + 1 end return 1 end, __div = function() local n = 0 while n < 100 do n = n + 1 end return 2 end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return t // 1, t / 1
