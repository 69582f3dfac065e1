-- id: B05
-- expect: done
-- result: false	table.sort works on plain tables, this one has a metatable with __len
-- 2^31 comparisons by a C function on nil.
return pcall(table.sort, setmetatable({}, { __len = function() return (1 << 31) - 2 end }), rawequal)
