-- id: C10t
-- expect: done
-- result: 1
-- Nested 150 deep is fine.
return load("return " .. ("("):rep(150) .. "1" .. (")"):rep(150))()
