-- id: B24ct
-- expect: done
-- result: 202
return #load("local s = ... return s" .. (".. s"):rep(100))("xy")
