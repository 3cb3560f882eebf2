-- Figures are stored in base units of the model. Order of rows is the order of the facts.
CREATE TABLE meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

CREATE TABLE region (
    code VARCHAR PRIMARY KEY,
    name_zh VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    parent VARCHAR
);

CREATE TABLE source (
    id VARCHAR PRIMARY KEY,
    producer VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    date VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    accessed VARCHAR NOT NULL,
    citation VARCHAR NOT NULL,
    trail VARCHAR NOT NULL
);

CREATE TABLE indicator (
    id VARCHAR PRIMARY KEY,
    name_zh VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    description_zh VARCHAR NOT NULL,
    description_en VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    sum_without VARCHAR[]
);

CREATE TABLE definition (
    indicator VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    text_zh VARCHAR NOT NULL,
    text_en VARCHAR NOT NULL,
    PRIMARY KEY (indicator, id)
);

CREATE TABLE series_break (
    indicator VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    reason_zh VARCHAR NOT NULL,
    reason_en VARCHAR NOT NULL,
    regions VARCHAR[] NOT NULL
);

CREATE TABLE observation (
    indicator VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    value DOUBLE NOT NULL,
    quality VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    PRIMARY KEY (indicator, region, year)
);

-- Filled by mark_breaks.sql.
CREATE TABLE figure_after_break (
    indicator VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    PRIMARY KEY (indicator, region, year)
);

CREATE TABLE estimate (
    id VARCHAR PRIMARY KEY,
    quantity VARCHAR NOT NULL,
    reference_year INTEGER NOT NULL,
    target_year INTEGER NOT NULL,
    low DOUBLE,
    high DOUBLE,
    bound VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    scope_zh VARCHAR NOT NULL,
    scope_en VARCHAR NOT NULL,
    issuer_zh VARCHAR NOT NULL,
    issuer_en VARCHAR NOT NULL,
    comparable VARCHAR NOT NULL,
    reason_zh VARCHAR NOT NULL,
    reason_en VARCHAR NOT NULL,
    note_zh VARCHAR NOT NULL,
    note_en VARCHAR NOT NULL,
    source_ids VARCHAR[] NOT NULL
);

CREATE TABLE target (
    id VARCHAR PRIMARY KEY,
    region VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    issued VARCHAR NOT NULL,
    target_year INTEGER NOT NULL,
    name_zh VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    bound VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    note_zh VARCHAR NOT NULL,
    note_en VARCHAR NOT NULL,
    source_ids VARCHAR[] NOT NULL
);

CREATE TABLE evidence (
    id VARCHAR PRIMARY KEY,
    lever VARCHAR NOT NULL,
    name_zh VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    low DOUBLE,
    central DOUBLE,
    high DOUBLE,
    unit VARCHAR NOT NULL,
    grade VARCHAR NOT NULL,
    note_zh VARCHAR NOT NULL,
    note_en VARCHAR NOT NULL,
    source_ids VARCHAR[] NOT NULL
);

CREATE TABLE alternate (
    indicator VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    value DOUBLE NOT NULL,
    unit VARCHAR NOT NULL,
    reason_zh VARCHAR NOT NULL,
    reason_en VARCHAR NOT NULL,
    source VARCHAR NOT NULL
);

-- A stored forecast: one row about it, its quantiles (member '') and its members' points
-- (probability NULL, value NaN when the member failed). A series that cannot be forecast has the
-- row alone.
CREATE TABLE forecast_info (
    indicator VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    origin INTEGER NOT NULL,
    remarks VARCHAR NOT NULL, -- method, members, fallback and warnings as JSON
    problem VARCHAR, -- why there is no forecast, as JSON
    engine VARCHAR NOT NULL, -- version of the forecasting engine
    digest VARCHAR NOT NULL, -- identifies the figures and the horizon
    PRIMARY KEY (indicator, region)
);

CREATE TABLE forecast (
    indicator VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    origin INTEGER NOT NULL,
    member VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    probability DOUBLE,
    value DOUBLE NOT NULL
);

-- By what a stored forecast is multiplied so that it agrees with those it belongs to.
CREATE TABLE adjustment (
    indicator VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    cause VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    factor DOUBLE NOT NULL,
    PRIMARY KEY (indicator, region, cause, year)
);

-- Estimates of the calibrated parameters, side by side.
CREATE TABLE estimate_of (
    parameter VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    name_zh VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    standard_error DOUBLE,
    observations INTEGER NOT NULL,
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL,
    r_squared DOUBLE,
    durbin_watson DOUBLE,
    PRIMARY KEY (parameter, id)
);

-- Fit of the entry share: the last observation covers several years.
CREATE TABLE entry_fit (
    year INTEGER PRIMARY KEY,
    span INTEGER NOT NULL,
    entries DOUBLE NOT NULL,
    fitted DOUBLE NOT NULL
);
