-- id: B14c
-- expect: done
-- result: nil	load: the text has 72000 bytes; load takes at most 16384
-- fuel: 20000000
-- A text over 16 KiB is refused before it is parsed.
local f, message = load(("x = 1 "):rep(12000))
return f, message
