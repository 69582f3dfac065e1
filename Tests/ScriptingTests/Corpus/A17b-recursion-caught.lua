-- id: A17b
-- expect: killed
-- fault: fuel_exhausted
-- Recursion to the end of the stack, again and again.
local function f() return 1 + f() end
while true do pcall(f) end
