-- id: E18c
-- expect: refused
-- fault: syntax_error
-- message: reserved
-- The names of the meter as a constant.
local __tick <const> = 1 return __tick
