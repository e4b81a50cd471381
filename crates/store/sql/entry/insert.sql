insert into entry (id, case_id, compartment_id, kind, at, written_at, author_id, author_name, sealed, youth_sealed, immigration)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
