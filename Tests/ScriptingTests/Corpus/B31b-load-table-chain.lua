-- id: B31b
-- expect: killed
-- fault: fuel_exhausted
-- fuel: 3000000
-- The chain that takes the parser longest, again and again.
local text = "x={}or" .. ("{}or"):rep(3500) .. "{}" while true do load(text) end
