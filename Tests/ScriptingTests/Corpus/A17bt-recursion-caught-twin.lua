-- id: A17bt
-- expect: done
-- result: 10000
local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end
local sum = 0
for _ = 1, 10 do local _, n = pcall(f, 1000) sum = sum + n end
return sum
