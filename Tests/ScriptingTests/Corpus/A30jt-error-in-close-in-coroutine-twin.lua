-- id: A30jt
-- expect: done
-- result: 3	1
local closed = 0
local co = coroutine.wrap(function()
    local guard <close> = setmetatable({}, { __close = function() closed = closed + 1 end })
    coroutine.yield(1)
    return 2
end)
return co() + co(), closed
