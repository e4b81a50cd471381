select id, left_id, right_id from match_alert where id = $1
