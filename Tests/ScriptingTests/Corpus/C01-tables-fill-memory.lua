-- id: C01
-- expect: killed
-- fault: memory_exhausted
-- fuel: 20000000
-- Tables until the memory cap.
local t = {} for i = 1, math.maxinteger do t[i % 60000 + 1] = { t[i % 60000 + 1] } end
