-- id: C17
-- expect: killed
-- fault: memory_exhausted
-- fuel: 200000000
-- Memory filled from a comparison function.
local t, list = {}, {}
for i = 1, 1000 do list[i] = i * 7919 % 1000 end
table.sort(list, function(a, b) for k = 1, 10 do t[#t + 1] = ("x"):rep(1000) .. #t end return a < b end)
