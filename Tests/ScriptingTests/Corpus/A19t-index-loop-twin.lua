-- id: A19t
-- expect: done
-- result: 1000
local t = setmetatable({}, { __index = function(_, k) local n = 0 for _ = 1, k do n = n + 1 end return n end }) return t[1000]
