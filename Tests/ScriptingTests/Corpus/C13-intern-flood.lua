-- id: C13
-- expect: killed
-- fuel: 50000000
-- Short strings until the memory cap.
local t = {} for i = 1, 60000 do t[i] = {} for k = 1, 1000 do t[i][k] = i .. ":" .. k end end
