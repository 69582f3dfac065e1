-- id: A30j
-- expect: killed
-- fault: fuel_exhausted
-- A coroutine dies inside a __close that loops.
local co = coroutine.wrap(function()
    local guard <close> = setmetatable({}, { __close = function() while true do end end })
    coroutine.yield()
end)
co() co()
