-- id: B09l
-- expect: killed
-- fault: fuel_exhausted
-- string.format with long strings.
local s = ("x"):rep(1 << 19) while true do local _ = ("%s%s"):format(s, s) end
