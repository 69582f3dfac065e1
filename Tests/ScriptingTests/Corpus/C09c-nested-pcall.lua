-- id: C09c
-- expect: done
-- result: true	true
-- pcall inside pcall ends at a limit and comes back.
local depth = 0
local function f() depth = depth + 1 return pcall(f) end
f()
return depth > 100, depth < 250
