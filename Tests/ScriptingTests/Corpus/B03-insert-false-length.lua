-- id: B03
-- expect: done
-- result: false	true
-- __len is not asked: it is a list of its own items.
local t = setmetatable({}, { __len = function() return 1 << 62 end })
local ok = pcall(table.insert, t, 1, 0)
return ok, rawlen(t) <= 1
