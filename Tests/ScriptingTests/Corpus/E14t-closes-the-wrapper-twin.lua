-- id: E14t
-- expect: done
-- result: nil	3
local f = load("end return function(...)") return f, (load("return (function(...) return ... end)(3)"))()
