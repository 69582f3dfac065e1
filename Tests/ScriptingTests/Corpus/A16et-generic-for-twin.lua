-- id: A16et
-- expect: done
-- result: 1000
local i = 0 for _ in function() i = i + 1 if i < 1000 then return i end end do end return i
