insert into compartment (id, case_id, kind, owner_id, opened_at, wrapped_key) values ($1, $2, $3, $4, $5, $6)
