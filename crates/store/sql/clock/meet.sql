update clock set met_at = $2, stopped_at = null, paused = false where id = $1 and met_at is null and (stopped_at is null or paused)
