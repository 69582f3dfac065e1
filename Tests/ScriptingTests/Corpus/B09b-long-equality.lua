-- id: B09b
-- expect: killed
-- Long strings compared for ever: one instruction each.
local a, b = ("x"):rep(1 << 20), ("x"):rep(1 << 20)
while true do local _ = a == b end
