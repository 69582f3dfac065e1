-- id: E13b
-- expect: done
-- result: nil	(load):1: the names __fuel and __tick are reserved for metering
-- Also in loaded text.
local f, message = load("local x = __tick") return f, message
