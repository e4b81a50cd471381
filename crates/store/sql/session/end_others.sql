update session set ended_at = $3, ended_why = $4 where member_id = $1 and id <> $2 and ended_at is null
