-- id: S07
-- expect: done
-- result: 200	200
-- Errors jump over sort, gsub, pcall and coroutines at once.
local n, m = 0, 0
for i = 1, 200 do
    local ok = pcall(table.sort, { 3, 1, 2 }, function()
        ("x"):gsub("x", function() coroutine.wrap(function() m = m + 1 error({}) end)() end)
    end)
    if not ok then n = n + 1 end
end
return n, m
