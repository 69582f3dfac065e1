-- id: B09d
-- expect: killed
-- fault: fuel_exhausted
-- upper, lower, reverse on long strings.
local s = ("x"):rep(1 << 20) while true do local _ = s:upper():lower():reverse() end
