-- id: A30k
-- expect: killed
-- fault: fuel_exhausted
-- A loop under sort, gsub, a metamethod, a coroutine, xpcall and load.
local meta = {}
meta.__index = function() return load("while true do end")() end
local t = setmetatable({}, meta)
local function inner() return select(2, xpcall(function() return t.x end, function() return t.x end)) end
while true do pcall(table.sort, { 2, 1 }, function() return ("x"):gsub("x", coroutine.wrap(inner)) end) end
