-- id: A16ft
-- expect: done
-- result: 1000
local n = 0 for v in rawlen, { 1 } do n = n + v if n == 1000 then break end end return n
