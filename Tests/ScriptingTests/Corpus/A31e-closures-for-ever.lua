-- id: A31e
-- expect: killed
-- fault: fuel_exhausted
-- New closures for ever.
local f while true do f = function() return f end end
