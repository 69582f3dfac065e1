-- id: A28t
-- expect: done
-- result: 100
local a, n = 1, 0 repeat n = n + 1 until (function() return false end)() or n == 100 or (a + a + a + a) == 5 return n
