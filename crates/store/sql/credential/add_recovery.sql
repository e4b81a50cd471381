insert into recovery_code (member_id, hash) values ($1, $2)
