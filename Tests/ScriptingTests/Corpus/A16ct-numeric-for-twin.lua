-- id: A16ct
-- expect: done
-- result: 4
-- The last integers, where a careless loop would wrap around.
local n = 0 for i = math.maxinteger - 3, math.maxinteger do n = n + 1 end return n
