select count(*) as tries, max(at) as newest from sign_in_try where name_hash = $1 and at > $2
