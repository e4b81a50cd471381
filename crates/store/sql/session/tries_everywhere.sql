select count(*) as tries, max(at) as newest from sign_in_try where at > $1
