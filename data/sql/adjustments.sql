SELECT indicator, region, cause, year, factor
FROM adjustment
WHERE indicator = $indicator AND region = $region
ORDER BY cause, year
