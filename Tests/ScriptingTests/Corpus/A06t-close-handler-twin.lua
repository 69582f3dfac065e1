-- id: A06t
-- expect: done
-- result: false	ba	false	second
-- __close runs once, also for an error, and its own error replaces the first.
local log = {}
local function guard(name)
    return setmetatable({}, { __close = function() log[#log + 1] = name end })
end
local ok = pcall(function()
    local a <close> = guard("a")
    local b <close> = guard("b")
    error("x")
end)
local replaced, message = pcall(function()
    local c <close> = setmetatable({}, { __close = function() error("second", 0) end })
    error("first", 0)
end)
return ok, table.concat(log), replaced, message
