select id, owner_id, holdings, source_key, import_id, written_at, person, youth_sealed, immigration from record where id = $1
