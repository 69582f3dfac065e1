-- id: B16b
-- expect: killed
-- overshoot: 2000
-- The same, for ever.
local f = load("local a = {} a.b = a return a" .. (".b"):rep(2000) .. ".c.d")
while true do pcall(f) end
