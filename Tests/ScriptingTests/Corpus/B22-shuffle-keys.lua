-- id: B22
-- expect: killed
-- fault: fuel_exhausted
-- Long keys with one beginning, put in order for ever.
local t, s = {}, ("x"):rep(50000)
for i = 1, 100 do t[s .. i] = i end
while true do for _ in pairs(t) do break end end
