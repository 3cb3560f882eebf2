SELECT indicator, region, origin, member, year, probability, value
FROM forecast
WHERE indicator = $indicator AND region = $region
ORDER BY member, year, probability
