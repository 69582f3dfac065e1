-- id: B25d
-- expect: killed
-- fault: fuel_exhausted
-- %.99s of long strings for ever.
local s = ("x"):rep(1 << 20) while true do ("%.99s%-99s"):format(s, "y") end
