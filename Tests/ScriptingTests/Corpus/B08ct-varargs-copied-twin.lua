-- id: B08ct
-- expect: done
-- result: 5000
local function pass(n, ...) if n == 0 then return select("#", ...) end return pass(n - 1, ...) end return pass(10, table.unpack({}, 1, 5000))
