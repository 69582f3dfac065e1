-- id: A06ct
-- expect: done
-- result: 20	41
local meta, depth, closed = {}, 0, 0
meta.__close = function()
    closed = closed + 1
    if depth == 20 then return end
    depth = depth + 1
    local guard <close> = setmetatable({}, meta)
    pcall(function() local again <close> = setmetatable({}, meta) end)
end
pcall(function() local guard <close> = setmetatable({}, meta) end)
return depth, closed
