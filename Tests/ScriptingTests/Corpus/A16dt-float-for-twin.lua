-- id: A16dt
-- expect: done
-- result: 5
local n = 0 for _ = 1.0, 2.0, 0.25 do n = n + 1 end return n
