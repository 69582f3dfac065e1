-- id: A34t
-- expect: done
-- result: 40	0
local t, n, left = { 1, 2, 3 }, 0, 0
for _ = 1, 40 do
    local ok = pcall(function() for i = 1, 1e9 do for j = 1, #t do error("out") end end end)
    if ok then left = left + 1 else n = n + 1 end
end
return n, left
