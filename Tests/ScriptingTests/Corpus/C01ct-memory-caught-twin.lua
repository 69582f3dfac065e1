-- id: C01ct
-- expect: done
-- result: true	10000
local v = {} local ok = pcall(function() for i = 1, 10000 do v[i] = { v[i] } end end) return ok, #v
