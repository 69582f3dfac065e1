-- id: B09c
-- expect: killed
-- Long strings ordered for ever.
local a, b = ("x"):rep(1 << 20), ("x"):rep(1 << 20)
while true do local _ = a < b end
