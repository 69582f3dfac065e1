-- id: A32c
-- expect: killed
-- fault: fuel_exhausted
-- Replacing every global function changes nothing.
local g = _G for k in pairs(g) do g[k] = function() return true end end while true do pcall(error) end
