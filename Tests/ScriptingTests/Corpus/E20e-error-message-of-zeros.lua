-- id: E20e
-- expect: refused
-- fault: lua_error
-- A message of NULs and broken UTF-8.
error("\0\0\xff\xfe" .. ("\xc3"):rep(5000), 0)
