-- id: B16t
-- expect: done
-- result: attempt to index a nil value (field 'c')
local a = {}
a.b = a
local _, message = pcall(function() return a.b.b.b.b.b.c.d end)
return (message:gsub("^.-:%d+: ", ""))
