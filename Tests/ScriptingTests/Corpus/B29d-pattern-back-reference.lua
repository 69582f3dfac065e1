-- id: B29d
-- expect: killed
-- fault: fuel_exhausted
-- Back references to long captures.
local s = ("a"):rep(1 << 15) return (s .. "b"):find("(a*)%1%1c")
