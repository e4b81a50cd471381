select id, case_id, kind, owner_id from compartment where id = $1
