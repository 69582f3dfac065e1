-- id: C01b
-- expect: killed
-- fault: memory_exhausted
-- fuel: 200000000
-- Strings until the memory cap.
local t = {} for i = 1, 60000 do t[i] = ("x"):rep(10000) .. i end
