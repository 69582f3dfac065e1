-- id: E18dt
-- expect: done
-- result: 1
return (function(fuel) return fuel end)(1)
