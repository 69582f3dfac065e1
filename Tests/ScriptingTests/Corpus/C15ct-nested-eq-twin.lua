-- id: C15ct
-- expect: done
-- result: true	50
local n, meta = 0, {}
meta.__eq = function(a, b) n = n + 1 if n < 50 then return a == b end return true end
return setmetatable({}, meta) == setmetatable({}, meta), n
