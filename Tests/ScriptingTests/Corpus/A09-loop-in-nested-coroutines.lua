-- id: A09
-- expect: killed
-- fault: fuel_exhausted
-- The loop runs in a coroutine of a coroutine, each inside pcall.
local function nest(depth)
    if depth == 0 then while true do end end
    return pcall(coroutine.wrap(function() return pcall(nest, depth - 1) end))
end
while true do nest(20) end
