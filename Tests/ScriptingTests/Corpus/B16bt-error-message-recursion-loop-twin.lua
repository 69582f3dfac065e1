-- id: B16bt
-- expect: done
-- result: 20
local f, seen = load("local a = {} a.b = a return a" .. (".b"):rep(50) .. ".c.d"), 0
for _ = 1, 20 do local _, m = pcall(f) if m:find("field 'c'", 1, true) then seen = seen + 1 end end
return seen
