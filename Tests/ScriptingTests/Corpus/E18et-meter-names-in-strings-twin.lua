-- id: E18et
-- expect: done
-- result: nil	nil	6	nil	(load):1: the names __fuel, __tick, __paid and __upto are reserved for metering
return _ENV["__" .. "fuel"], rawget(_G, "__tick"), ("__fuel"):len(), load("return __" .. "tick")
