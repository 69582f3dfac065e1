-- id: B26ct
-- expect: done
-- result: 5	3
return utf8.offset("\xC3\xA4\xC3\xA4x", 3), utf8.offset("abc", -1)
