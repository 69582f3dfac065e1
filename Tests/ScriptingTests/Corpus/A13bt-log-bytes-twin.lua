-- id: A13bt
-- expect: done
-- result: logged
log(("x"):rep(4000)) return "logged"
