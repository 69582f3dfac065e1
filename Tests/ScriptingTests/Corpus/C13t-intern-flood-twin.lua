-- id: C13t
-- expect: done
-- result: 50:100
local v = {} for i = 1, 50 do v[i] = {} for k = 1, 100 do v[i][k] = i .. ":" .. k end end return v[50][100]
