-- id: A09t
-- expect: done
-- result: bottom
local function nest(depth)
    if depth == 0 then return "bottom" end
    return select(3, pcall(coroutine.wrap(function() return pcall(nest, depth - 1) end)))
end
return nest(20)
