SELECT region, year, value FROM observation WHERE indicator = $indicator ORDER BY region, year
