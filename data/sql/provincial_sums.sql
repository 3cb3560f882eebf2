-- Years in which every province that ever has a figure of the measure has one, beside the published
-- national figure. Wages and shares do not add up.
WITH provincial AS (
    SELECT observation.*
    FROM observation JOIN region ON region.code = observation.region
    WHERE level = 'province'
),
wanted AS (
    SELECT measure, count(DISTINCT region) AS provinces FROM provincial GROUP BY measure
),
summed AS (
    SELECT measure, year, count(*) AS provinces, sum(value) AS total
    FROM provincial
    GROUP BY measure, year
)
SELECT summed.measure, summed.year, total AS provinces, nation.value AS nation
FROM summed
JOIN wanted USING (measure, provinces)
JOIN observation AS nation ON nation.measure = summed.measure AND nation.year = summed.year
JOIN region ON region.code = nation.region AND region.level = 'nation'
JOIN measure ON measure.id = summed.measure
WHERE measure.unit IN ('persons', 'persons_per_year', 'yuan')
    AND wanted.provinces > 1
    AND nation.definition <> 'sum_of_provinces'
ORDER BY summed.measure, summed.year
