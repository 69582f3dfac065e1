-- id: B07b
-- expect: killed
-- fault: fuel_exhausted
-- A lazy repetition that fails at every place.
return (("a"):rep(1 << 17):gsub("a-b", ""))
