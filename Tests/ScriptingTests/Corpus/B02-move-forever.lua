-- id: B02
-- expect: killed
-- 2^63 assignments of nil to nil.
table.move({}, 1, math.maxinteger - 1, 2)
