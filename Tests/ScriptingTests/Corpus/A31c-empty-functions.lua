-- id: A31c
-- expect: killed
-- fault: fuel_exhausted
-- Calls of an empty function.
local function f() end while true do f() f() f() f() f() f() f() f() end
