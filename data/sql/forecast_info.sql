SELECT indicator, region, unit, origin, remarks, problem, engine, digest
FROM forecast_info
WHERE indicator = $indicator AND region = $region
