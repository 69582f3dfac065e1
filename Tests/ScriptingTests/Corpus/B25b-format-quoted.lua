-- id: B25b
-- expect: killed
-- fault: fuel_exhausted
-- %q on long strings for ever.
local s = ("\0\n"):rep(1 << 16) while true do ("%q"):format(s) end
