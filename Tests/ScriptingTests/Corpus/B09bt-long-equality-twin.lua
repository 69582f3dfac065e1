-- id: B09bt
-- expect: done
-- result: 10
local a, b = ("x"):rep(1 << 20), ("x"):rep(1 << 20) local n = 0 for _ = 1, 10 do if a == b then n = n + 1 end end return n
