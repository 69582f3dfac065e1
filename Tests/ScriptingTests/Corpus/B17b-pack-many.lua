-- id: B17b
-- expect: killed
-- fault: fuel_exhausted
-- Long pack formats.
local f = ("i8"):rep(200)
local t = {}
for i = 1, 200 do t[i] = i end
while true do local _ = string.unpack(f, string.pack(f, table.unpack(t))) end
