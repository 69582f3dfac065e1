-- id: C15jt
-- expect: done
-- result: true
local n = 0
local function f() n = n + 1 if n < 20 then table.sort({ 2, 1 }, function(a, b) ("x"):gsub("x", f) return a < b end) end end
f()
return n >= 20
