-- id: B14t
-- expect: done
-- result: 2500
-- A text of 10 KB loads.
return load("return 0" .. (" + 1"):rep(2500))()
