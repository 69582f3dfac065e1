-- id: A34bt
-- expect: done
-- result: 100
local n = 0 for r = 1, 100 do for i = 1, 1e9 do n = n + 1 break end end return n
