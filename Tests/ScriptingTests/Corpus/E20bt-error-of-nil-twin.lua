-- id: E20bt
-- expect: done
-- result: false	2
return pcall(error), (select("#", pcall(error)))
