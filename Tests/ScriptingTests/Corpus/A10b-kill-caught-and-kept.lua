-- id: A10b
-- expect: killed
-- fault: fuel_exhausted
-- A handler tries to keep the error value of the kill.
local token
xpcall(function() while true do end end, function(value) token = value return value end)
return token
