-- id: A30et
-- expect: done
-- result: 200
return load("return x + y", "x", "t", setmetatable({}, { __index = function(_, k) local n = 0 for _ = 1, 100 do n = n + #k end return n end }))()
