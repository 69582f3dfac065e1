-- id: E21t
-- expect: done
-- result: nil	false	nil	true
local t = {} return t[0 / 0], (pcall(rawset, t, 0 / 0, 1)), t[nil], 2^53 == 2^53 + 1
