update session set locked_at = null, seen_at = $4, token_hash = $3
where id = $1 and member_id = $2 and locked_at is not null and ended_at is null and ends_at > $4
