select member_id from break_glass where compartment_id = $1 and from_at <= $2 and until_at > $2
