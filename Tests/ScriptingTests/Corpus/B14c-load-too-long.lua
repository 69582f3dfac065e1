-- id: B14c
-- expect: done
-- result: nil	(load): the text has 72000 bytes; a plugin may have at most 65536
-- fuel: 20000000
-- A text over 64 KiB is refused before it is parsed.
local f, message = load(("x = 1 "):rep(12000))
return f, message
