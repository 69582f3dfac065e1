-- id: C01bt
-- expect: done
-- result: 500	10003
-- fuel: 3000000
local v = {} for i = 1, 500 do v[i] = ("x"):rep(10000) .. i end return #v, #v[500]
