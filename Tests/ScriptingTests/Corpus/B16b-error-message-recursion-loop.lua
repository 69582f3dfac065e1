-- id: B16b
-- expect: killed
-- The same, for ever.
local f = load("local a = {} a.b = a return a" .. (".b"):rep(2000) .. ".c.d")
while true do pcall(f) end
