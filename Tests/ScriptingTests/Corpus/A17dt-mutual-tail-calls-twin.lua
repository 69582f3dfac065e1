-- id: A17dt
-- expect: done
-- result: g
local f
local function g(n) if n == 0 then return "g" end return f(n - 1) end
function f(n) if n == 0 then return "f" end return g(n - 1) end
return f(9999)
