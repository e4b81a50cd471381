select entry_id, set_by from task where id = $1
