-- id: B30t
-- expect: done
-- result: true	true
local s, t = ("x"):rep(100), {} for i = 1, 50 do t[i] = s .. i % 10 end table.sort(t) return t[1] == s .. 0, t[50] == s .. 9
