-- id: A15ct
-- expect: done
-- result: 1000
local n = 0 while n < 1000 do n = n + 1 if n % 2 == 0 then goto continue end ::continue:: end return n
