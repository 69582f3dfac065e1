-- id: E21ct
-- expect: done
-- result: 3	nil
local t, n = { 1, 2, 3 }, 0 for k in pairs(t) do t[k] = nil n = n + 1 end return n, next(t)
