-- id: B09jt
-- expect: done
-- result: 3
local t, s = {}, ("x"):rep(1 << 19) for i = 1, 5 do t[s .. i] = i end return t[s .. 3]
