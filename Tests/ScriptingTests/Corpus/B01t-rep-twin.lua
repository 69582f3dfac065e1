-- id: B01t
-- expect: done
-- result: 1048576
-- The longest string once.
return #("x"):rep(1 << 20)
