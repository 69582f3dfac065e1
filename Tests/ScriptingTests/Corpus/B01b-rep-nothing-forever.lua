-- id: B01b
-- expect: done
-- result: 0
-- The empty string 2^63 times is the empty string, at once.
return #(""):rep(math.maxinteger)
