-- id: E18e
-- expect: killed
-- fault: fuel_exhausted
-- The names in strings and through _ENV reach nothing.
_ENV["__" .. "fuel"] = 1 << 60 rawset(_G, "__tick", function() end) while true do end
