SELECT measure, region, unit, origin, remarks, problem, engine, digest
FROM forecast_info
ORDER BY measure, region
