-- id: A34ht
-- expect: done
-- result: 2047
local n = 0 local function f(d) n = n + 1 if d < 10 then for i = 1, 2 do f(d + 1) end end end f(0) return n
