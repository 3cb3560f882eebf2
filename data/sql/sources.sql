SELECT id, producer, title, date, url, accessed, citation, trail FROM source ORDER BY id
