-- id: B30bt
-- expect: done
-- result: true	false	true
local a, b = ("\0"):rep(100) .. "a", ("\0"):rep(100) .. "b" return a < b, b < a, a == ("\0"):rep(100) .. "a"
