-- id: E19
-- expect: killed
-- fault: fuel_exhausted
-- Methods of strings can not be replaced for the host.
string.format = nil string.rep = function() while true do end end return ("x"):rep(3)
