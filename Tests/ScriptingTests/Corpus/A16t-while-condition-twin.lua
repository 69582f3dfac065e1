-- id: A16t
-- expect: done
-- result: 1000
local n = 0 while (function() n = n + 1 return n < 1000 end)() do end return n
