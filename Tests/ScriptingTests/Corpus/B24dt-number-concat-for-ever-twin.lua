-- id: B24dt
-- expect: done
-- result: 600
local x, n = 0.5, 0 for _ = 1, 100 do n = n + #(x .. x) end return n
