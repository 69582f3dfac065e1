-- id: A32dt
-- expect: done
-- result: 100
return #string.rep("x", (function() local n = 0 for _ = 1, 100 do n = n + 1 end return n end)())
