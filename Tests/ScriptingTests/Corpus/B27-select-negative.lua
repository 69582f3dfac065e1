-- id: B27
-- expect: killed
-- fault: fuel_exhausted
-- select from the end, for ever.
local function f(...) while true do select(-1, ...) select("#", ...) select(3, ...) end end f(table.unpack({}, 1, 200))
