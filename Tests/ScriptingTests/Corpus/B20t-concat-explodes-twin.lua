-- id: B20t
-- expect: done
-- result: 819200
local s, v = ("x"):rep(1 << 12), {} for i = 1, 200 do v[i] = s end return #table.concat(v)
