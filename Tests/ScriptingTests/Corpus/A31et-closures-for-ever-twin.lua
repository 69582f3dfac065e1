-- id: A31et
-- expect: done
-- result: 1000
local f for i = 1, 1000 do local k = i f = function() return k end end return f()
