-- id: A17t
-- expect: done
-- result: 1000
-- Recursion a thousand deep is fine.
local function f(n) return n == 0 and 0 or 1 + f(n - 1) end return f(1000)
