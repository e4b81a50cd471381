select id, case_id, kind, owner_id from compartment where case_id = $1 order by opened_at, id
