-- id: B09e
-- expect: killed
-- fault: fuel_exhausted
-- A numeral of 1 MiB.
local s = ("0"):rep(1 << 20) while true do local _ = tonumber(s) end
