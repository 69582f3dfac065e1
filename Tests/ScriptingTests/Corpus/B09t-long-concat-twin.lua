-- id: B09t
-- expect: done
-- result: 5242880
local s, n = ("x"):rep(1 << 19), 0 for _ = 1, 5 do n = n + #(s .. s) end return n
