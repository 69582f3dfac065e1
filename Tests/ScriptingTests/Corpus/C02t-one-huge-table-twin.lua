-- id: C02t
-- expect: done
-- result: 60000
local v = {} for i = 1, 60000 do v[i] = i end return #v
