-- id: C15dt
-- expect: done
-- result: true	50
local n, meta = 0, {}
meta.__lt = function(a, b) n = n + 1 if n < 50 then return a < b end return true end
return setmetatable({}, meta) < 1, n
