SELECT year, value, quality, source, definition, unit, cut.year IS NOT NULL AS is_break
FROM observation
JOIN measure ON measure.id = observation.measure
LEFT JOIN figure_after_break AS cut USING (measure, region, year)
WHERE observation.measure = $measure AND observation.region = $region
ORDER BY year
