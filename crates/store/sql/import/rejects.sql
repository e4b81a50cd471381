select line, field, reason from import_reject where import_id = $1 order by line, field limit $2
