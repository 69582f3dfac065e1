-- id: A11
-- expect: done
-- result: nil	nil	nil
-- Nothing that could remove the meter.
return debug, debug and debug.sethook, rawget(_G, "debug")
