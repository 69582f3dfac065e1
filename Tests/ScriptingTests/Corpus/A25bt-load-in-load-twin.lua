-- id: A25bt
-- expect: done
-- result: 20
text = "n = n + 1 if n < 20 then return load(text)() end return n" n = 0 return load(text)()
