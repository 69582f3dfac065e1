-- id: B14
-- expect: killed
-- fault: fuel_exhausted
-- fuel: 1000000
-- A chain that takes the parser quadratic time, again and again.
local text = "local a = 1 return a " .. ("or a "):rep(1300)
while true do load(text) end
