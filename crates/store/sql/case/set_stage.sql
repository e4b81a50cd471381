update case_file set stage = $2, closed_at = $3 where id = $1 and stage = $4
