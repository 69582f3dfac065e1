-- id: C09bt
-- expect: done
-- result: true
local depth = 0 local function f(a, b) depth = depth + 1 if depth < 20 then table.sort({ 2, 1 }, f) end return (a or 0) < (b or 0) end f() return depth >= 20
