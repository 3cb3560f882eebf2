SELECT region, value
FROM observation
WHERE measure = $measure AND year = $year
