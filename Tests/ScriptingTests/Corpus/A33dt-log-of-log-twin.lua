-- id: A33dt
-- expect: done
-- result: 10
local n, t = 0 t = setmetatable({}, { __tostring = function() n = n + 1 if n < 10 then log(t) end return "t" end }) log(t) return n
