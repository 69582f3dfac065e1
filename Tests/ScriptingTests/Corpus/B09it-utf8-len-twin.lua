-- id: B09it
-- expect: done
-- result: 1048576
return utf8.len(("x"):rep(1 << 20))
