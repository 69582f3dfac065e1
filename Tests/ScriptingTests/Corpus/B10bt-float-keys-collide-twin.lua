-- id: B10bt
-- expect: done
-- result: 1	nil
local t = {} for i = 1, 200 do t[i * 255.0 * 2.0 ^ 20 + 0.5] = i end return t[255.0 * 2.0 ^ 20 + 0.5], t[0.5]
