-- id: A31gt
-- expect: done
-- result: 100	false
local n = 0 for _ = 1.0, 100.5 do n = n + 1 end return n, (pcall(function() for _ = 1, 2, 0 do end end))
