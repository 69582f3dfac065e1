-- id: E05
-- expect: done
-- result: nil	nil	nil	nil	nil	nil	nil	nil	nil	nil	nil
-- Nothing that reaches the system.
return os, io, debug, package, require, dofile, loadfile, collectgarbage, warn, loadstring, module
