-- id: E19bt
-- expect: done
-- result: nil	nil	nil	nil	nil
return getmetatable(print), getmetatable(1), getmetatable(true), getmetatable(nil), getmetatable(coroutine.create(print))
