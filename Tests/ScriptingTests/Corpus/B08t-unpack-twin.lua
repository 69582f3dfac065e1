-- id: B08t
-- expect: done
-- result: 10000
-- Ten thousand values are allowed.
return select("#", table.unpack({}, 1, 10000))
