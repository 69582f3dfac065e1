-- id: A29gt
-- expect: done
-- result: 42
local meta = { __unm = function(a) local n = 0 while n < 100 do n = n + 1 end return 42 end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return -t
