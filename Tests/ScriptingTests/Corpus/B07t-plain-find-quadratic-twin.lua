-- id: B07t
-- expect: done
-- result: 1025	2049
local half = ("a"):rep(1 << 10) return (half .. half .. "b"):find(half .. "b", 1, true)
