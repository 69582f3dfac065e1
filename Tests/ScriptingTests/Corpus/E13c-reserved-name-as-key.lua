-- id: E13c
-- expect: done
-- result: no help
-- As a string key it is only a key.
_ENV["__" .. "fuel"] = 1 << 60 rawset(_G, "__tick", print) for _ = 1, 100 do end return "no help"
