update credential set totp_last_step = $2 where member_id = $1 and totp_last_step < $2
