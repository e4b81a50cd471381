select id, compartment_id, assignee_id from task where id = $1
