-- id: B10t
-- expect: done
-- result: 1	200	nil
local t = {} for i = 1, 200 do t[i * 255] = i end return t[255], t[200 * 255], t[7]
