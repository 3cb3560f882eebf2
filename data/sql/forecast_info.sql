SELECT measure, region, unit, origin, remarks, problem, engine, digest
FROM forecast_info
WHERE measure = $measure AND region = $region
