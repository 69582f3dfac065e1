-- id: E01t
-- expect: done
-- result: false	X
local ok = pcall(function() getmetatable("").__index = nil end) return ok, ("x"):upper()
