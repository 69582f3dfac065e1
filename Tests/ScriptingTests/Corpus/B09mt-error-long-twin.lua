-- id: B09mt
-- expect: done
-- result: 1024
local s = ("x"):rep(1 << 10) local _, a = pcall(error, s, 0) return #a
