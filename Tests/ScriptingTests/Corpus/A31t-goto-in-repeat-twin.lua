-- id: A31t
-- expect: done
-- result: 1000
local n = 0 repeat n = n + 1 if n % 2 == 0 then goto continue end ::continue:: until n == 1000 return n
