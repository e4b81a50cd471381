update clock set escalated_at = $2 where id = $1 and escalated_at is null
