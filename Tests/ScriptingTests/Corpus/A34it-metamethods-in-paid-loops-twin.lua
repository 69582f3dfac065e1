-- id: A34it
-- expect: done
-- result: 5050
local t = setmetatable({}, { __index = function(_, k) local n = 0 for i = 1, k do n = n + 1 end return n end })
local n = 0 for i = 1, 100 do n = n + t[i] end return n
