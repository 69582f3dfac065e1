-- id: C15ft
-- expect: done
-- result: 1	50
local n, meta = 0, {}
meta.__newindex = function(t, k, v) n = n + 1 if n < 50 then t[k] = v else rawset(t, k, v) end end
local t = setmetatable({}, meta) t.x = 1 return t.x, n
