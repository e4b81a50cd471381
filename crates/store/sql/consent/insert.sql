insert into consent (id, case_id, purpose, recipient_id, granted, given_by, capacity, substitute, given_at, until_at, recorded_by,
                     recorded_for)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
