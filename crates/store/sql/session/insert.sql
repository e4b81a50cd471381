insert into session (id, token_hash, member_id, stage, started_at, seen_at, ends_at)
values ($1, $2, $3, $4, $5, $5, $6)
