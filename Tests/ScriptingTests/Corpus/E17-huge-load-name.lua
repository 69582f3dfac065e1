-- id: E17
-- expect: done
-- result: nil	true
-- A chunk name of 1 MiB is cut.
local f, message = load("x x", ("n"):rep(1 << 20)) return f, #message < 200
