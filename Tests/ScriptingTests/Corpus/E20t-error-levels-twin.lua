-- id: E20t
-- expect: done
-- result: x	x
local _, a = pcall(error, "x", math.mininteger) local _, b = pcall(error, "x", 1 << 40) return a, b
