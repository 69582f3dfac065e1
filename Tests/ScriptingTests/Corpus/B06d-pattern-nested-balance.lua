-- id: B06d
-- expect: killed
-- fault: fuel_exhausted
-- Balanced brackets that never balance.
local s = ("("):rep(100000) return s:find("%b()") or s:find("%b()x")
