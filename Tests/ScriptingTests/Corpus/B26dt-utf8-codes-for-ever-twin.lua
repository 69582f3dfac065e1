-- id: B26dt
-- expect: done
-- result: 560
local n = 0 for p, c in utf8.codes("h\xC3\xA4") do n = n + p * c end return n
