-- id: B05b
-- expect: done
-- result: true	1000
-- An order that contradicts itself ends.
local t = {}
for i = 1, 1000 do t[i] = i % 7 end
return pcall(table.sort, t, function() return true end), #t
