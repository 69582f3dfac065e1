-- id: A13dt
-- expect: done
-- result: logged
for _ = 1, 100 do pcall(print, "x") end return "logged"
