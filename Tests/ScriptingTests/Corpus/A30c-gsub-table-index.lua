-- id: A30c
-- expect: killed
-- fault: fuel_exhausted
-- string.gsub asks a table whose __index loops.
return (("x"):gsub("x", setmetatable({}, { __index = function() while true do end end })))
