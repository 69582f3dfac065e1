-- id: B03b
-- expect: done
-- result: 0
-- __len is not asked by remove.
local t = setmetatable({}, { __len = function() return 1 << 62 end })
pcall(table.remove, t, 1)
return rawlen(t)
