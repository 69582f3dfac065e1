-- id: B10c
-- expect: killed
-- overshoot: 2000
-- The largest hash part, all keys in one chain: one rehash is one instruction.
local t = {}
for i = 1, 32768 do t[i * 32767] = i end
while true do t[math.random(1 << 40)] = 1 end
