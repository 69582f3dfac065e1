-- id: C16t
-- expect: done
-- result: bottom
local function nest(n) if n == 0 then return "bottom" end return coroutine.wrap(nest)(n - 1) end return nest(50)
