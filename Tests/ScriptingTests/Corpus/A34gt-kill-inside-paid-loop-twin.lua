-- id: A34gt
-- expect: done
-- result: 10000
local n = 0 for i = 1, 100 do pcall(function() for j = 1, 100 do n = n + 1 end end) end return n
