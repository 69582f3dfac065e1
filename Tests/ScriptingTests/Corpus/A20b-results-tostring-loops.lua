-- id: A20b
-- expect: killed
-- fault: fuel_exhausted
-- A __tostring that never ends, called for the results.
return setmetatable({}, { __tostring = function() while true do end end })
