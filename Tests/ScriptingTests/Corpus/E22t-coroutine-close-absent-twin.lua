-- id: E22t
-- expect: done
-- result: nil
return coroutine.close
