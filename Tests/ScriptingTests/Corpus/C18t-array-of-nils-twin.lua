-- id: C18t
-- expect: done
-- result: 300
local t = {} for i = 1, 600 do t[i] = i end for i = 600, 301, -1 do t[i] = nil end return #t
