-- id: B07bt
-- expect: done
-- result: true
return (("a"):rep(200):gsub("a-b", "")) == ("a"):rep(200)
