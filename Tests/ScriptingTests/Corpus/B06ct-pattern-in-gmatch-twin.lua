-- id: B06ct
-- expect: done
-- result: 300
local n = 0 for _ in ("ab"):rep(300):gmatch(".-b") do n = n + 1 end return n
