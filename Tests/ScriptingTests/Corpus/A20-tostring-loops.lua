-- id: A20
-- expect: killed
-- fault: fuel_exhausted
-- A __tostring that never ends, called by log.
log(setmetatable({}, { __tostring = function() while true do end end }))
