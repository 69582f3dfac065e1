-- id: E20dt
-- expect: done
-- result: table
local _, v = pcall(error, setmetatable({}, { __name = "mine" })) return type(v)
