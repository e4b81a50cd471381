update session set seen_at = $4, token_hash = $3 where id = $1 and member_id = $2 and ended_at is null
