-- id: A29bt
-- expect: done
-- result: joined
local meta = { __concat = function(a, b) local n = 0 while n < 100 do n = n + 1 end return "joined" end }
local t, u = setmetatable({}, meta), setmetatable({}, meta)
return t .. "x"
