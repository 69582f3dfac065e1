-- id: B11bt
-- expect: done
-- result: 1024	nil
local t = {} for i = 1, 1 << 10 do t[i .. ""] = i end for i = 1, 100 do t[i .. "x"] = 1 t[i .. "x"] = nil end return t["1024"], t["1x"]
