-- id: A34b
-- expect: killed
-- fault: fuel_exhausted
-- A storm of breaks and gotos out of loops with huge limits.
while true do for i = 1, 1e9 do break end for i = 1, 1e9 do for j = 1, 1e9 do goto out end end ::out:: end
