-- id: B14
-- expect: killed
-- fuel: 20000000
-- A chain that takes the parser quadratic time, again and again.
local text = "local a = 1 return a" .. (" or a"):rep(12000)
while true do load(text) end
