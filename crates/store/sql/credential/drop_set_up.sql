delete from set_up where member_id = $1
