-- id: E18ft
-- expect: done
-- result: __fuel
return "__f\117el"
