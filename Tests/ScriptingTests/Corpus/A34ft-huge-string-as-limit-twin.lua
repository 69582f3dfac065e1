-- id: A34ft
-- expect: done
-- result: 12
local limit, n = (' '):rep(150) .. '12', 0 for i = 1, limit do n = i end return n
