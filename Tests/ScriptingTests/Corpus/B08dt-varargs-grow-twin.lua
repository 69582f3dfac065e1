-- id: B08dt
-- expect: done
-- result: 150
local function pass(n, ...) if n == 0 then return select("#", ...) end return pass(n - 1, 1, ...) end return pass(150)
