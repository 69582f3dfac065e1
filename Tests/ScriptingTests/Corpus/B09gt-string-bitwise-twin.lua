-- id: B09gt
-- expect: done
-- result: 7	false
return tonumber("6") | 1, (pcall(function() return "x" | 1 end))
