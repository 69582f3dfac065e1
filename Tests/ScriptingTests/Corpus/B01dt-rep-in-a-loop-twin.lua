-- id: B01dt
-- expect: done
-- result: 5242880
local n = 0 for _ = 1, 5 do n = n + #("x"):rep(1 << 20) end return n
