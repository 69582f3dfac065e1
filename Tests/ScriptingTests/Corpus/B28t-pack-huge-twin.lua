-- id: B28t
-- expect: done
-- result: 	1	12	false	false
return string.pack(">I2", 258), string.unpack("<i4", "\1\0\0\0"), string.packsize("i4i8"), (pcall(string.packsize, "s")), (pcall(string.pack, "i17", 1))
