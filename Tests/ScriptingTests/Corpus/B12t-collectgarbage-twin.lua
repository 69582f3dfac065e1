-- id: B12t
-- expect: done
-- result: nil	nil value
-- Without the function a strategy sees nil.
return collectgarbage, select(2, pcall(function() collectgarbage() end)):match("nil value")
