-- id: A34
-- expect: killed
-- fault: fuel_exhausted
-- Errors leave loops that paid ahead, for ever.
local t = { 1, 2, 3 }
while true do pcall(function() for i = 1, 1e9 do for j = 1, #t do error("out") end end end) end
