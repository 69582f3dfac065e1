-- id: E22ct
-- expect: done
-- result: nil	true
return load("("), (select(2, load("goto b"))):find("no visible label", 1, true) ~= nil
