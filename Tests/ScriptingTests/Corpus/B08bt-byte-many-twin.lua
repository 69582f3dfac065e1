-- id: B08bt
-- expect: done
-- result: 10000
return select("#", ("x"):rep(10000):byte(1, -1))
