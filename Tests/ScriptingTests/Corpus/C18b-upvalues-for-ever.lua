-- id: C18b
-- expect: killed
-- Chains of closures that hold closures.
local f = function() end while true do local g = f f = function() return g end end
