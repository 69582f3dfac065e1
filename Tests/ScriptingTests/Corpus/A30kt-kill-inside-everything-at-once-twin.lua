-- id: A30kt
-- expect: done
-- result: 100
local meta = {}
meta.__index = function() return load("local n = 0 while n < 100 do n = n + 1 end return n")() end
local t = setmetatable({}, meta)
local function inner() return select(2, xpcall(function() return t.x end, function() return t.x end)) end
local seen
table.sort({ 2, 1 }, function(a, b) seen = ("x"):gsub("x", coroutine.wrap(inner)) return a < b end)
return seen
