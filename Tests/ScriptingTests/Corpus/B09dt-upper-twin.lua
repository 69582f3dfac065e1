-- id: B09dt
-- expect: done
-- result: 1048576
return #("x"):rep(1 << 20):upper():lower():reverse()
