-- id: C15et
-- expect: done
-- result: 50
local n, meta = 0, {}
meta.__len = function(a) n = n + 1 if n < 50 then return #a end return n end
return #setmetatable({}, meta)
