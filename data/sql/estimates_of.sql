SELECT id, name_zh, name_en, value, standard_error, observations, first_year, last_year,
    r_squared, durbin_watson
FROM estimate_of
WHERE parameter = $parameter
ORDER BY rowid
