-- id: C02bt
-- expect: done
-- result: 20000
-- fuel: 3000000
local v, n = {}, 0 for i = 1, 20000 do v["k" .. i] = i end for _ in pairs(v) do n = n + 1 end return n
