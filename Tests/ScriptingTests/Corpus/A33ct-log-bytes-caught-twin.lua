-- id: A33ct
-- expect: done
-- result: logged
for _ = 1, 4 do pcall(log, ("x"):rep(1000)) end return "logged"
