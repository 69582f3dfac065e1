-- id: A16bt
-- expect: done
-- result: 1000
local n = 0 repeat until (function() n = n + 1 return n == 1000 end)() return n
