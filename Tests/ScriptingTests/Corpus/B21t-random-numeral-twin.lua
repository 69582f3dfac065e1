-- id: B21t
-- expect: done
-- result: true
local n = math.random("10") return n >= 1 and n <= 10
