-- id: B09i
-- expect: killed
-- fault: fuel_exhausted
-- utf8.len on long strings.
local s = ("x"):rep(1 << 20) while true do local _ = utf8.len(s) end
