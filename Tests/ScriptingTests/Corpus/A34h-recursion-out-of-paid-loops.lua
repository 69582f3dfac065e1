-- id: A34h
-- expect: killed
-- fault: fuel_exhausted
-- Each level of a recursion without end stands in a loop that paid ahead.
local function f(d) for i = 1, 2 do f(d + 1) end end
while true do pcall(f, 1) end
