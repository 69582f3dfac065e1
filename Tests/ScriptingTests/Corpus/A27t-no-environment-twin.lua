-- id: A27t
-- expect: done
-- result: 1000
local _ENV <const> = { n = 0 } while n < 1000 do n = n + 1 end return n
