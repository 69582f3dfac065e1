-- id: E03
-- expect: done
-- result: true	true	nil	nil	nil
-- Loaded text has the sandbox as its globals, not more.
return load("return _G")() == _G, load("return _ENV")() == _G, load("return os, io, debug")()
