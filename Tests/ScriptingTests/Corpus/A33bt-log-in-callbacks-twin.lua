-- id: A33bt
-- expect: done
-- result: logged
coroutine.wrap(function() table.sort({ 2, 1 }, function(a, b) log("x") return a < b end) end)() return "logged"
