update session set locked_at = $3 where id = $1 and member_id = $2 and locked_at is null and ended_at is null
