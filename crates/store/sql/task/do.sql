update task set done_at = $2 where id = $1 and done_at is null
