SELECT region, value
FROM observation
WHERE indicator = $indicator AND year = $year
