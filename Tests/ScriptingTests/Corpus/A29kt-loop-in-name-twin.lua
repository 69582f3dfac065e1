-- id: A29kt
-- expect: done
-- result: 3
local meta = { __name = "N", __add = function() local n = 0 while n < 100 do n = n + 1 end return 3 end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return t + 1
