-- id: B26c
-- expect: killed
-- fault: fuel_exhausted
-- utf8.offset over long strings.
local s = ("\xC3\xA4"):rep(1 << 19) while true do utf8.offset(s, 1 << 18) utf8.offset(s, -(1 << 18)) end
