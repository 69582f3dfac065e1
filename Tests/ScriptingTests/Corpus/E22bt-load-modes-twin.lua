-- id: E22bt
-- expect: done
-- result: 1	true	false
return load("return 1", "x", "bt")(), load("return x", "x", "t", nil) ~= nil, (pcall(load("return x", "x", "t", nil)))
