SELECT name, value FROM meta ORDER BY name
