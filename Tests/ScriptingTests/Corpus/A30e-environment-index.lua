-- id: A30e
-- expect: killed
-- fault: fuel_exhausted
-- Globals of an environment whose __index loops.
return load("return x", "x", "t", setmetatable({}, { __index = function() while true do end end }))()
