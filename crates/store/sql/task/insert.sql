insert into task (id, case_id, compartment_id, entry_id, assignee_id, set_by, set_at, due_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
