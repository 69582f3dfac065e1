-- id: B30b
-- expect: killed
-- fault: fuel_exhausted
-- Strings with many NULs compared for ever.
local a, b = ("\0"):rep(1 << 19) .. "a", ("\0"):rep(1 << 19) .. "b" while true do table.sort({ a, b, a, b, a, b }) end
