-- id: B09
-- expect: killed
-- fault: fuel_exhausted
-- Long strings joined for ever.
local s = ("x"):rep(1 << 19) while true do local _ = s .. s end
