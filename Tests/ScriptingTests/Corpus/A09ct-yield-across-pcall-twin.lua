-- id: A09ct
-- expect: done
-- result: end	100
local co = coroutine.wrap(function()
    local n = 0
    for _ = 1, 100 do
        local _, m = pcall(function() coroutine.yield(n) error("x", 0) end)
        if m == "x" then n = n + 1 end
    end
    return "end", n
end)
for _ = 1, 100 do co() end
return co()
