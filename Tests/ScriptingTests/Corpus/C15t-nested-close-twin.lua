-- id: C15t
-- expect: done
-- result: 50
local n, meta = 0, {}
meta.__close = function() n = n + 1 if n < 50 then local again <close> = setmetatable({}, meta) end end
do local first <close> = setmetatable({}, meta) end
return n
