-- id: A26t
-- expect: done
-- result: closed3	true	closed1
local trail = {}
local function storm(depth)
    local guard <close> = setmetatable({}, { __close = function() trail[#trail + 1] = "closed" .. depth end })
    if depth == 3 then return end
    table.sort({ 2, 1 }, function(a, b)
        xpcall(function()
            coroutine.wrap(function() pcall(error) end)()
            error("x")
        end, function() storm(depth + 1) end)
        return a < b
    end)
end
storm(1)
return trail[1], #trail >= 3, trail[#trail]
