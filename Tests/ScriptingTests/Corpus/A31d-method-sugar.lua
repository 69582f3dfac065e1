-- id: A31d
-- expect: killed
-- fault: fuel_exhausted
-- Methods of strings called for ever.
local s = "x" while true do s:len() s:upper() s:sub(1, 1) s:byte() end
