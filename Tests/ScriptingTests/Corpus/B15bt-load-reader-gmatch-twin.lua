-- id: B15bt
-- expect: done
-- result: 7
local parts = {} for c in ("return 7"):gmatch(".") do parts[#parts + 1] = c end return load(table.concat(parts))()
