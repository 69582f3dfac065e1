-- id: B09k
-- expect: killed
-- fault: fuel_exhausted
-- __name of 1 MiB.
local t = setmetatable({}, { __name = ("x"):rep(1 << 20) })
while true do local _ = tostring(t) end
