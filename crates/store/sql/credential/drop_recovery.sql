delete from recovery_code where member_id = $1
