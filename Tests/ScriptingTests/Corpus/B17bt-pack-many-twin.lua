-- id: B17bt
-- expect: done
-- result: 50	401
local f, v = ("i8"):rep(50), {} for i = 1, 50 do v[i] = i end return select(50, string.unpack(f, string.pack(f, table.unpack(v))))
