select hash from recovery_code where member_id = $1 and used_at is null order by hash
