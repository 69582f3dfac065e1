-- id: B10
-- expect: killed
-- overshoot: 2000
-- Keys that are multiples of 2^k - 1 share one chain.
local t = {}
for i = 1, 16000 do t[i * 16383] = i end
while true do for i = 1, 16000 do t[i * 16383] = i end end
