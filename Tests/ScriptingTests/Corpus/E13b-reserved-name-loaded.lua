-- id: E13b
-- expect: done
-- result: nil	(load):1: the names __fuel, __tick, __paid and __upto are reserved for metering
-- Also in loaded text.
local f, message = load("local x = __tick") return f, message
