-- id: A31f
-- expect: killed
-- fault: fuel_exhausted
-- Vararg functions that pack and unpack for ever.
local function f(...) local t = { ... } return f(table.unpack(t)) end f(1, 2, 3)
