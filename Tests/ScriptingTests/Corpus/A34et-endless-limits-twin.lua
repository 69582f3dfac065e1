-- id: A34et
-- expect: done
-- result: 3	0	0	3
local function count(limit) local n = 0 for i = 1, limit do n = n + 1 end return n end
return count(3.9), count(-math.huge), count(0 / 0), count(('3'))
