update clock set stopped_at = $2, stopped_why = $3, paused = true where id = $1 and met_at is null and stopped_at is null
