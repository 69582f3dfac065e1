-- id: B26et
-- expect: done
-- result: nil	false	initial position is a continuation byte
return utf8.len("\x80\x80"), pcall(utf8.offset, "\x80", 1)
