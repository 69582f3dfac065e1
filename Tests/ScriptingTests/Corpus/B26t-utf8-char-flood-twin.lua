-- id: B26t
-- expect: done
-- result: Hä€😀	6
return utf8.char(72, 228, 8364, 128512), #utf8.char(0x7FFFFFFF)
