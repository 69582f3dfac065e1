-- id: B07
-- expect: killed
-- fault: fuel_exhausted
-- Plain search that almost matches everywhere.
local half = ("a"):rep(1 << 18)
return (half .. half):find(half .. "b", 1, true)
