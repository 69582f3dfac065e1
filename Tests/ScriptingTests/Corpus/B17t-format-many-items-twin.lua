-- id: B17t
-- expect: done
-- result: 250
local f, v = ("%5.1f"):rep(50), {} for i = 1, 50 do v[i] = i end return #f:format(table.unpack(v))
