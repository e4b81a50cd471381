update match_alert set state = $2, decided_at = $3 where id = $1 and state = $4
