-- id: A31ct
-- expect: done
-- result: 400
local n = 0 local function f() n = n + 1 end for _ = 1, 100 do f() f() f() f() end return n
