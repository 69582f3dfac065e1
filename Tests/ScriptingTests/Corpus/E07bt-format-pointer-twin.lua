-- id: E07bt
-- expect: done
-- result: a 3 "b"
return (("%s %d %q"):format("a", 3, "b"))
