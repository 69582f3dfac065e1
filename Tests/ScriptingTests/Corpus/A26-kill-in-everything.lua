-- id: A26
-- expect: killed
-- fault: fuel_exhausted
-- pcall in a coroutine in xpcall in a sort in a __close.
local function storm()
    local guard <close> = setmetatable({}, { __close = function() pcall(storm) end })
    table.sort({ 3, 2, 1 }, function()
        xpcall(function()
            coroutine.wrap(function() while true do pcall(error) end end)()
        end, function() storm() end)
        return false
    end)
end
while true do pcall(storm) end
