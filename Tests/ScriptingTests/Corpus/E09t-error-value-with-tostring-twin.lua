-- id: E09t
-- expect: done
-- result: false	mine
local ok, value = pcall(error, setmetatable({}, { __tostring = function() return "mine" end })) return ok, tostring(value)
