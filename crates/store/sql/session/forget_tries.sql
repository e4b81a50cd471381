delete from sign_in_try where name_hash = $1 or at < $2
