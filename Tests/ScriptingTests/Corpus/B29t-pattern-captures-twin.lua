-- id: B29t
-- expect: done
-- result: 32	true
return select("#", ("a"):rep(40):find(("(a)"):rep(30))), (pcall(string.find, "a", ("(a)"):rep(33)))
