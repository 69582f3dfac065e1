-- id: A31dt
-- expect: done
-- result: 12300
local s, n = "x", 0 for _ = 1, 100 do n = n + s:len() + #s:upper() + #s:sub(1, 1) + s:byte() end return n
