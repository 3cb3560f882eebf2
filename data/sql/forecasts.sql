SELECT indicator, region, origin, member, year, probability, value
FROM forecast
ORDER BY indicator, region, member, year, probability
