-- id: E14b
-- expect: done
-- result: nil	(load):1: <eof> expected near 'end'
-- Nor can loaded text.
return load("end, function() while true do end")
