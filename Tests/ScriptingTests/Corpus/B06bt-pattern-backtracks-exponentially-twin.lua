-- id: B06bt
-- expect: done
-- result: 1
return (("a"):rep(20):find(("a?"):rep(10) .. ("a"):rep(10)))
