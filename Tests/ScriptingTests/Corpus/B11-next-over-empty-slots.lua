-- id: B11
-- expect: killed
-- fuel: 20000000
-- next on a large table that was emptied: every slot is looked at.
local t = {}
for i = 1, 30000 do t["k" .. i] = 1 end
for i = 1, 30000 do t["k" .. i] = nil end
while true do local _ = next(t) end
