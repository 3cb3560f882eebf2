SELECT measure, region, cause, year, factor
FROM adjustment
WHERE measure = $measure AND region = $region
ORDER BY cause, year
