-- id: E08
-- expect: done
-- result: 0
-- Library functions look at raw tables.
local called = 0
local spy = setmetatable({ "a", "b" }, {
    __index = function() called = called + 1 return "x" end,
    __len = function() called = called + 1 return 5 end,
})
pcall(table.concat, spy)
pcall(table.unpack, spy)
pcall(table.insert, spy, "c")
pcall(table.sort, spy)
return called
