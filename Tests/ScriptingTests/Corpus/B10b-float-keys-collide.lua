-- id: B10b
-- expect: killed
-- overshoot: 2000
-- Floats with the same hash.
local t = {}
for i = 1, 16000 do t[i * 16383.0 * 2.0 ^ 40 + 0.5] = i end
while true do for i = 1, 16000 do local _ = t[i * 16383.0 * 2.0 ^ 40 + 0.5] end end
