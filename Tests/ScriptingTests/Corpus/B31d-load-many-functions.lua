-- id: B31d
-- expect: killed
-- fault: fuel_exhausted
-- fuel: 3000000
-- A text of thousands of functions.
local text = "return {" .. ("function()end,"):rep(1100) .. "}" while true do load(text)() end
