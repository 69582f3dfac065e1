-- id: B04t
-- expect: done
-- result: 2, 3.5, x
return table.concat({ 1, 2, 3.5, "x" }, ", ", 2, 4)
