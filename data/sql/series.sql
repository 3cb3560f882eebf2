SELECT year, value, quality, source, definition, unit, cut.year IS NOT NULL AS is_break
FROM observation
JOIN indicator ON indicator.id = observation.indicator
LEFT JOIN figure_after_break AS cut USING (indicator, region, year)
WHERE observation.indicator = $indicator AND observation.region = $region
ORDER BY year
