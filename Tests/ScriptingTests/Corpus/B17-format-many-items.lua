-- id: B17
-- expect: killed
-- fault: fuel_exhausted
-- Long format strings.
local f = ("%5.1f"):rep(200)
local t = {}
for i = 1, 200 do t[i] = i end
while true do local _ = f:format(table.unpack(t)) end
