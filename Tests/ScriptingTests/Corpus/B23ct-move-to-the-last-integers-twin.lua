-- id: B23ct
-- expect: done
-- result: 3	false	bad argument #4 to 'table.move' (destination wrap around)
local t = table.move({ 1, 2, 3 }, 1, 3, math.maxinteger - 2) return t[math.maxinteger], pcall(table.move, { 1 }, 1, 3, math.maxinteger - 1)
