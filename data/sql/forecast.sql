SELECT measure, region, origin, member, year, probability, value
FROM forecast
WHERE measure = $measure AND region = $region
ORDER BY member, year, probability
