-- id: B27bt
-- expect: done
-- result: 3	0
return select("#", table.unpack({}, math.maxinteger - 2, math.maxinteger)), select("#", table.unpack({}, 1, 0))
