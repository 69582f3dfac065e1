-- id: A09c
-- expect: killed
-- fault: fuel_exhausted
-- A loop that yields through pcall on every turn.
local co = coroutine.wrap(function()
    while true do pcall(function() coroutine.yield() error("x") end) end
end)
while true do co() end
