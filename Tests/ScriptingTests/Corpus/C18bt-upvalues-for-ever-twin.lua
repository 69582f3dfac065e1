-- id: C18bt
-- expect: done
-- result: 50
local f = function() return 0 end for _ = 1, 50 do local g = f f = function() return g() + 1 end end return f()
