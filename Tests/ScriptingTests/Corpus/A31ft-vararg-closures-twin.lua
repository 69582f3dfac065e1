-- id: A31ft
-- expect: done
-- result: 3
local function f(n, ...) local t = { ... } if n == 0 then return #t end return f(n - 1, table.unpack(t)) end return f(100, 1, 2, 3)
