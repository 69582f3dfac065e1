-- id: C08
-- expect: done
-- result: nil
-- coroutine.close crashes Lua 5.4.4 when nested 12,000 deep: it is not there.
return coroutine.close
