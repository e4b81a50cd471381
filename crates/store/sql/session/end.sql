update session set ended_at = $3, ended_why = $4 where id = $1 and member_id = $2 and ended_at is null
