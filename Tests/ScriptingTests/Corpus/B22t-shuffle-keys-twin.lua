-- id: B22t
-- expect: done
-- result: 210
local v, s, seen = {}, ("x"):rep(500), 0 for i = 1, 20 do v[s .. i] = i end for _, n in pairs(v) do seen = seen + n end return seen
