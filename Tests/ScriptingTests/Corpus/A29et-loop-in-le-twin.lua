-- id: A29et
-- expect: done
-- result: true
local meta = { __le = function(a, b) local n = 0 while n < 100 do n = n + 1 end return true end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return t <= u
