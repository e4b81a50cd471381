insert into ledger (seq, at, actor, actor_agency, action, resource_kind, resource_id, case_id, outcome, entry, prev, hash)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
