-- id: E21c
-- expect: killed
-- fault: fuel_exhausted
-- A table that grows while it is walked.
local t = { 1 } for k in pairs(t) do for i = 1, 10 do t[#t + 1] = k end end while true do end
