-- id: C15bt
-- expect: done
-- result: 50
local n, meta = 0, {}
meta.__concat = function(a, b) n = n + 1 if n < 50 then return a .. b end return n end
return setmetatable({}, meta) .. 1
