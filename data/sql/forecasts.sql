SELECT measure, region, origin, member, year, probability, value
FROM forecast
ORDER BY measure, region, member, year, probability
