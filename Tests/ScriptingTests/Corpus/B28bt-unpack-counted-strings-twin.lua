-- id: B28bt
-- expect: done
-- result: abc	false
return string.unpack("s1", "\3abc"), (pcall(string.unpack, "s8", "\xff\xff\xff\xff\xff\xff\xff\x7f"))
