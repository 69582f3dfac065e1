-- id: A30b
-- expect: killed
-- fault: fuel_exhausted
-- string.format calls a __tostring that loops.
return ("%s"):format(setmetatable({}, { __tostring = function() while true do end end }))
