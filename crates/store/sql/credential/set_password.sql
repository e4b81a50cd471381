update credential set password_hash = $2, changed_at = $3 where member_id = $1
