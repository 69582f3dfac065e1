-- id: A13ct
-- expect: done
-- result: logged
local s = ("x"):rep(600) log(s, s, s, s, s, s) return "logged"
