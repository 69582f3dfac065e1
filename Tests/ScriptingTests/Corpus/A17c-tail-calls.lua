-- id: A17c
-- expect: killed
-- fault: fuel_exhausted
-- Tail calls need no stack.
local function f() return f() end f()
