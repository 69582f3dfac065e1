-- id: E18ct
-- expect: done
-- result: 1
local tick <const> = 1 return tick
