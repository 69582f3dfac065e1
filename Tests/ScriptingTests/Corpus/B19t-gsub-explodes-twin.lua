-- id: B19t
-- expect: done
-- result: 204800
return #(("x"):rep(1 << 10)):gsub(".", ("%%0"):rep(100))
