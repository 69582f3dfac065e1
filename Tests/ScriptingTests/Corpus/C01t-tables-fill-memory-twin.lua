-- id: C01t
-- expect: done
-- result: 20000
local v = {} for i = 1, 20000 do v[i % 1000 + 1] = { i } end return v[1][1]
