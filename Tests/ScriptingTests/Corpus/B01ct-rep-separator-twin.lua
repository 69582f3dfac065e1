-- id: B01ct
-- expect: done
-- result: 524287
return #("").rep("", 1 << 19, "x")
