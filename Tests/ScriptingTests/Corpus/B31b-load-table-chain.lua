-- id: B31b
-- expect: killed
-- fault: fuel_exhausted
-- fuel: 1000000
-- The chain that takes the parser longest, again and again.
local text = "x={}or" .. ("{}or"):rep(1700) .. "{}" while true do load(text) end
