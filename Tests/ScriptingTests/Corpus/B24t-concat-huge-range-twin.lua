-- id: B24t
-- expect: done
-- result: a-b		false
return table.concat({ "a", "b" }, "-", 1, 2), table.concat({}, "x", 5, 1), (pcall(table.concat, {}, "", 1, 1 << 40))
