insert into document (id, case_id, compartment_id, entry_id, media_type, size, hash, wrapped_key, added_by, added_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
