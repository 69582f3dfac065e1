-- id: B27dt
-- expect: done
-- result: abc	nil	2	ab
local s = "abc" return s:sub(math.mininteger, math.maxinteger), s:byte(math.maxinteger), s:find("b", math.mininteger, true), s:sub(-1 << 62, 2)
