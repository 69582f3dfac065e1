-- id: A17d
-- expect: killed
-- fault: fuel_exhausted
-- Two functions that call each other last.
local f
local function g() return f() end
function f() return g() end
f()
