-- id: B09lt
-- expect: done
-- result: 1048576
local s = ("x"):rep(1 << 19) return #("%s%s"):format(s, s)
