-- id: B31c
-- expect: killed
-- fault: fuel_exhausted
-- fuel: 3000000
-- One name of 16 KiB, compiled again and again.
local text = ("n"):rep(16000) .. " = 1" while true do load(text, "x", "t", {})() end
