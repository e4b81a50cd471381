insert into record (id, owner_id, holdings, source_key, import_id, written_at, person, youth_sealed, immigration)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
