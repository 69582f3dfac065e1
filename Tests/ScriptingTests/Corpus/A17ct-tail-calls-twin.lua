-- id: A17ct
-- expect: done
-- result: end
local function f(n) if n == 0 then return "end" end return f(n - 1) end return f(10000)
