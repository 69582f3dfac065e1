-- id: C15kt
-- expect: done
-- result: false	5
local n = 0
local function h(m) n = n + 1 if n < 5 then error("again") end return n end
return xpcall(error, h)
