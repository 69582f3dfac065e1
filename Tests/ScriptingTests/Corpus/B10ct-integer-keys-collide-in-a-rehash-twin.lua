-- id: B10ct
-- expect: done
-- result: 1	256
local t = {} for i = 1, 256 do t[i * 255] = i end t[12345] = 1 return t[12345], t[256 * 255]
