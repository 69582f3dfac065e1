-- id: B31ct
-- expect: done
-- result: 5
-- fuel: 3000000
local e = {} load(("n"):rep(1000) .. " = 5", "x", "t", e)() return e[("n"):rep(1000)]
