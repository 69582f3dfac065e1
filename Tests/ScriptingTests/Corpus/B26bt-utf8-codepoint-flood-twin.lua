-- id: B26bt
-- expect: done
-- result: 1000
return select("#", utf8.codepoint(("x"):rep(1000), 1, -1))
