-- id: B06dt
-- expect: done
-- result: 1	2000
local s = ("("):rep(1000) .. (")"):rep(1000) return s:find("%b()")
