-- id: B11t
-- expect: done
-- result: nil
local t = {} for i = 1, 1000 do t["k" .. i] = 1 end for i = 1, 1000 do t["k" .. i] = nil end return next(t)
